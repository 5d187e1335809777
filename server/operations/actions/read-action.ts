import type { DeadLetterActionRequest, GroupActionRequest } from '../../../contracts/dead-letter-actions.ts';
import type { DeadLetterAction, GroupAction } from '../../../contracts/operation.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import type { ProblemError } from '../../http/problem-error.ts';

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

/** The action that a body asks for. Throws ProblemError if kind and parameters don't match. */
export function readAction<Kind extends Requested['kind']>(
  request: Requested & { kind: Kind },
): Extract<DeadLetterAction | GroupAction, { kind: Kind }> {
  const { kind } = request;
  const wanted = parameterOf[kind];
  for (const name of PARAMETERS) {
    if (name === wanted && request[name] === undefined) throw refused(name, `is missing: ${kind} needs it`);
    if (name !== wanted && request[name] !== undefined) throw refused(name, `is not a parameter of ${kind}`);
  }
  if (kind === 'discarded' && request.reason === undefined)
    throw refused('reason', 'is missing: a discard needs it');
  const value = wanted === undefined ? {} : { [wanted]: request[wanted] };
  return { kind, ...value } as Extract<DeadLetterAction | GroupAction, { kind: Kind }>;
}

const refused = (name: string, detail: string): ProblemError =>
  invalidRequest({ in: 'body', pointer: `/${name}`, detail });
