import { Nullable, PositionToken, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** Whether every accepted event is accounted for, projection by projection: the operations API's view. */

const RECONCILIATION_TERMS = [
  'applied',
  'dead-lettered',
  'dead-lettered-discarded',
  'dead-lettered-edited',
  'in-flight-pending',
  'in-flight-ack-pending',
  'in-flight-retrying',
  'expired-unprocessed',
  'before-start',
  'erased',
  'lost',
  'unreconciled',
] as const;

const Unknown = Nullable(
  Type.Object(
    { since: Timestamp('Since when.'), why: Type.String() },
    { description: 'What is unknown now, and why: a number beside it is a minimum, and a 0 means nothing.' },
  ),
);

const Range = Type.Object({ first: PositionToken, last: PositionToken });

export const ReconciledTerm = Type.Object({
  term: Type.Enum([...RECONCILIATION_TERMS]),
  count: Nullable(Type.Integer({ description: 'Null if unknown.' })),
  how: Type.String({ description: 'How it was counted.' }),
  unknown: Unknown,
  ranges: Type.Array(Range, {
    description: 'The events, as the first 20 ranges; none for what is applied.',
  }),
});

const LostEvent = Type.Object({
  position: PositionToken,
  commandId: Nullable(Type.String()),
  correlationId: Nullable(Type.String()),
  eventType: Nullable(Type.String()),
  loggedAt: Timestamp('When the log stored the event.'),
  certain: Type.Boolean({
    description:
      'False if the number of lost events is certain, but not which events they are: the server does not say which delivered events are ack pending.',
  }),
});

const Check = Type.Object({
  counted: Type.Integer({ description: 'By sequences.' }),
  reported: Type.Integer({ description: 'The server’s own number, read a moment later.' }),
});

export const ProjectionReconciliation = Type.Object({
  projection: Type.String(),
  title: Type.String(),
  epoch: Nullable(
    Type.String({ description: 'The epoch of its store; null while the store is being filled again.' }),
  ),
  state: Type.Enum(['balanced', 'unreconciled', 'lost', 'unknown']),
  why: Type.String(),
  doNext: Type.String(),
  runbook: Type.String({ description: 'Where the runbook says more, within the documentation.' }),
  accepted: Nullable(
    Type.Integer({ description: 'Sequences that the log assigned in the window, erased ones too.' }),
  ),
  terms: Type.Array(ReconciledTerm),
  settling: Nullable(
    Type.Integer({
      description:
        'The part of `unreconciled` that was delivered only since the previous count, so not looked for yet. 0 at the first count. Null if unknown.',
    }),
  ),
  nothingLostAt: Nullable(
    Timestamp('When a complete count last found no loss; null if this service never had one.'),
  ),
  difference: Nullable(
    Type.Integer({ description: 'Accepted minus the sum of all terms: 0, or this count is wrong.' }),
  ),
  lostEvents: Type.Array(LostEvent, { description: 'The first 100 lost events, by name.' }),
  spotProof: Nullable(
    Type.Object(
      {
        at: Timestamp('When the newest sample was read.'),
        sampled: Type.Integer(),
        found: Type.Integer(),
        sampledInAll: Type.Integer({ description: 'Since the operations service began.' }),
        notFoundInAll: Type.Integer(),
      },
      { description: 'Random applied events that were looked for in the read model.' },
    ),
  ),
  checks: Type.Object(
    { messages: Check, pending: Check, ackPending: Check },
    { description: 'Over everything that was counted, independent of the requested window.' },
  ),
});

export const Reconciliation = Type.Object(
  {
    from: Timestamp('Start of the window, by when the log stored an event.'),
    until: Timestamp('End of the window, not included.'),
    reachesBackTo: Timestamp('The earliest possible start of a window.'),
    countedAt: Nullable(Timestamp('When it was counted; null for not yet.')),
    unknown: Unknown,
    projections: Type.Array(ProjectionReconciliation),
  },
  { $id: 'Reconciliation' },
);

export type Reconciliation = Type.Static<typeof Reconciliation>;
export type ProjectionReconciliation = Type.Static<typeof ProjectionReconciliation>;
export type ReconciledTerm = Type.Static<typeof ReconciledTerm>;
