import Type from 'typebox';
import { Nullable, PositionToken, Timestamp } from './schemas.ts';

/** Whether every accepted event is accounted for, projection by projection: the operations API's view. */

export const RECONCILIATION_TERMS = [
  'applied',
  'dead-lettered',
  'dead-lettered-discarded',
  'dead-lettered-edited',
  'in-flight-undelivered',
  'in-flight-ack-pending',
  'in-flight-retrying',
  'expired-unprocessed',
  'before-start',
  'erased',
  'lost',
  'open',
] as const;

const Unknown = Nullable(
  Type.Object(
    { since: Timestamp('Since when.'), why: Type.String() },
    { description: 'What can’t be told now, and why: a count beside it is at least that, none is no 0.' },
  ),
);

const Range = Type.Object({ first: PositionToken, last: PositionToken });

export const ReconciledTerm = Type.Object({
  term: Type.Enum([...RECONCILIATION_TERMS]),
  count: Nullable(Type.Integer({ description: 'Null where it is not known.' })),
  how: Type.String({ description: 'How it was counted.' }),
  unknown: Unknown,
  ranges: Type.Array(Range, {
    description: 'Which they are, the first 20 ranges; none for what is applied.',
  }),
});

export const LostEvent = Type.Object({
  position: PositionToken,
  commandId: Nullable(Type.String()),
  correlationId: Nullable(Type.String()),
  eventType: Nullable(Type.String()),
  loggedAt: Timestamp('When the log stored it.'),
  certain: Type.Boolean({
    description:
      'False where it is certain how many are lost and not which: the server does not say which of the events it handed out wait for an acknowledgement.',
  }),
});

const Check = Type.Object({
  counted: Type.Integer({ description: 'By sequences.' }),
  reported: Type.Integer({ description: 'The server’s own number, asked a moment later.' }),
});

export const ProjectionReconciliation = Type.Object({
  projection: Type.String(),
  title: Type.String(),
  epoch: Nullable(Type.String({ description: 'Which filling of its store; null while it is filled anew.' })),
  state: Type.Enum(['balanced', 'open', 'lost', 'unknown']),
  why: Type.String(),
  doNext: Type.String(),
  runbook: Type.String({ description: 'Where the runbook says more, within the documentation.' }),
  accepted: Nullable(
    Type.Integer({ description: 'Sequences the log gave out in the window, erased ones too.' }),
  ),
  terms: Type.Array(ReconciledTerm),
  settling: Nullable(
    Type.Integer({
      description:
        'Of what is open, how many were handed out only since the count before, and were looked for nowhere yet: they came through just now. None at the first count. Null where that is not known.',
    }),
  ),
  nothingLostAt: Nullable(
    Timestamp('When it was counted last, and through, that none is lost; null where this service never did.'),
  ),
  difference: Nullable(
    Type.Integer({ description: 'Accepted, less the sum of all terms: 0, or this counting is wrong.' }),
  ),
  lostEvents: Type.Array(LostEvent, { description: 'The first 100 that are lost, by name.' }),
  spotProof: Nullable(
    Type.Object(
      {
        at: Timestamp('Of the newest sample.'),
        sampled: Type.Integer(),
        found: Type.Integer(),
        sampledInAll: Type.Integer({ description: 'Since the operations service began.' }),
        notFoundInAll: Type.Integer(),
      },
      { description: 'Applied events, chosen by chance, that were looked for in the read model.' },
    ),
  ),
  checks: Type.Object(
    { messages: Check, pending: Check, ackPending: Check },
    { description: 'Of all that was counted, whatever window is asked for.' },
  ),
});

export const Reconciliation = Type.Object(
  {
    from: Timestamp('The window: when the log stored an event, from here on.'),
    until: Timestamp('To here, not included.'),
    reachesBackTo: Timestamp('No window begins before.'),
    countedAt: Nullable(Timestamp('When it was counted; null for not yet.')),
    unknown: Unknown,
    projections: Type.Array(ProjectionReconciliation),
  },
  { $id: 'Reconciliation' },
);

export type Reconciliation = Type.Static<typeof Reconciliation>;
export type ProjectionReconciliation = Type.Static<typeof ProjectionReconciliation>;
export type ReconciledTerm = Type.Static<typeof ReconciledTerm>;
