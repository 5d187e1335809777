import type { DeadLetterActionRequest, GroupActionRequest } from '../../../contracts/dead-letter-actions.ts';
import type { DeadLetterAction, GroupAction } from '../../../contracts/operation.ts';
import { ProblemError } from '../../http/problem-error.ts';

type Requested = Omit<DeadLetterActionRequest | GroupActionRequest, 'requestId' | 'revision'>;

const PARAMETERS = ['text', 'assignee', 'ticket'] as const;
type Parameter = (typeof PARAMETERS)[number];

/** The parameter that each kind takes: this one, and no other. */
const parameterOf: Partial<Record<Requested['kind'], Parameter>> = {
  noted: 'text',
  assigned: 'assignee',
  'ticket-linked': 'ticket',
  'group-noted': 'text',
  'group-assigned': 'assignee',
  'group-ticket-linked': 'ticket',
};

function refuse(pointer: string, detail: string): never {
  throw new ProblemError('invalid-request', `The action is not valid: ${pointer.slice(1)} ${detail}.`, {
    errors: [{ in: 'body', pointer, detail }],
  });
}

/** The action that a body asks for. Throws ProblemError where kind and parameters don't match. */
export function readAction<Kind extends Requested['kind']>(
  request: Requested & { kind: Kind },
): Extract<DeadLetterAction | GroupAction, { kind: Kind }> {
  const { kind } = request;
  const wanted = parameterOf[kind];
  for (const name of PARAMETERS) {
    if (name === wanted && request[name] === undefined) refuse(`/${name}`, `is needed for ${kind}`);
    if (name !== wanted && request[name] !== undefined) refuse(`/${name}`, `is not a parameter of ${kind}`);
  }
  if (kind === 'discarded' && request.reason === undefined) refuse('/reason', 'is needed to discard');
  const value = wanted === undefined ? {} : { [wanted]: request[wanted] };
  return { kind, ...value } as Extract<DeadLetterAction | GroupAction, { kind: Kind }>;
}
