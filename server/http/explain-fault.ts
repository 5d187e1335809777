import type { FastifyError } from 'fastify';
import { pointerTo, type RequestFault, type RequestPart } from './invalid-request.ts';
import { unknownName } from './unknown-name.ts';

/** The parts of a validator's error that this module reads. */
interface SchemaError {
  keyword: string;
  instancePath: string;
  message?: string;
  params: Record<string, unknown>;
  parentSchema?: { description?: string; properties?: Record<string, unknown> };
}

const PARTS: Record<string, RequestPart> = {
  body: 'body',
  params: 'path',
  querystring: 'query',
  headers: 'header',
};

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/** The faults that the validator found in a request, in words for its sender. */
export function faultsOf(error: FastifyError): RequestFault[] {
  const part = PARTS[error.validationContext ?? 'body'] ?? 'body';
  return ((error.validation ?? []) as unknown as SchemaError[]).map((fault) => {
    const member = fault.params.missingProperty ?? fault.params.additionalProperty;
    const pointer = fault.instancePath + (member === undefined ? '' : pointerTo(String(member)));
    return { in: part, pointer, detail: explain(fault) };
  });
}

function explain({ keyword, message = 'is not valid', params, parentSchema }: SchemaError): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return unknownName(String(params.additionalProperty), Object.keys(parentSchema?.properties ?? {}));
    case 'type':
      return `must be ${[params.type]
        .flat()
        .map((type) => TYPES[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'pattern':
    case 'format':
      // A pattern says nothing to people: the description of its schema does.
      return parentSchema?.description ? `must match its description: ${parentSchema.description}` : message;
    default:
      return message;
  }
}
