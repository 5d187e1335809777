import type { FastifyError } from 'fastify';
import { explanations, type SchemaFault } from './explain-fault.ts';
import type { RequestFault, RequestPart } from './invalid-request.ts';
import { misnamedMembers } from './misnamed-members.ts';

const PARTS: Record<string, RequestPart> = {
  body: 'body',
  params: 'path',
  querystring: 'query',
  headers: 'header',
};

/** The faults that the validator found in a request, in words for its sender. Empty for an error of something else. */
export function faultsOf({ validation, validationContext = 'body' }: FastifyError): RequestFault[] {
  if (!validation?.length) return [];
  const part = PARTS[validationContext] ?? 'body';
  const { keyword, instancePath, ...fault } = decisive(validation as unknown as SchemaFault[]);
  if (keyword === 'required' || keyword === 'additionalProperties')
    return misnamedMembers(fault.data as object, fault.parentSchema ?? {}, {
      in: part,
      pointer: instancePath,
    });
  const explain = explanations[keyword];
  const detail = explain?.({ keyword, instancePath, ...fault }) ?? 'is not valid';
  return [{ in: part, pointer: instancePath, detail }];
}

/**
 * The fault to report. The validator stops at the first, but where none of several alternatives fits, it gives the fault of
 * each, and then that of the keyword. If the value is of the kind of one alternative only, that one was meant.
 */
function decisive(faults: SchemaFault[]): SchemaFault {
  const last = faults.at(-1) as SchemaFault;
  if (last.keyword !== 'anyOf') return last;
  const byAlternative = Map.groupBy(faults.slice(0, -1), ({ schemaPath }) =>
    schemaPath.slice(last.schemaPath.length + 1).replace(/\/.*/s, ''),
  );
  const meant = [...byAlternative.values()]
    .map(decisive)
    .filter(
      ({ keyword, instancePath }) =>
        instancePath !== last.instancePath || (keyword !== 'type' && keyword !== 'enum'),
    );
  const deeper = meant.filter(({ instancePath }) => instancePath !== last.instancePath);
  const candidates = deeper.length > 0 ? deeper : meant;
  return candidates.length === 1 ? (candidates[0] as SchemaFault) : last;
}
