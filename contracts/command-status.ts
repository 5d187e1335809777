import { Nullable, PositionToken, Timestamp, Uuid } from './schemas.ts';
import * as Type from './type.ts';

/**
 * The states of a command.
 *
 *   accepted ─► processing ─► applied
 *                   │  ▲ └──► rejected        a business rule refused it; no incident
 *                   ▼  │
 *                retrying ──► dead_lettered ─► replayed ─► applied
 *
 * `applied` and `rejected` are read from the read model, never from bookkeeping; `applied` is final.
 */
export const COMMAND_STATES = [
  'accepted',
  'processing',
  'retrying',
  'applied',
  'rejected',
  'dead_lettered',
  'replayed',
] as const;

export type CommandState = (typeof COMMAND_STATES)[number];

export const CommandState = Type.Enum([...COMMAND_STATES]);

/** Why a projection rejected an event, or could not apply it: a stable code, and a sentence that a client may see. */
export const Reason = Type.Object({
  code: Type.String({ examples: ['not-the-author'] }),
  detail: Type.String({ examples: ['Only the author of a message may edit it.'] }),
});

export type Reason = Type.Static<typeof Reason>;

/** What a command waits for in a projection. */
const WAIT_KINDS = ['worker', 'store', 'retry', 'resource', 'log', 'operators'] as const;

export const Wait = Type.Object({
  kind: Type.Enum([...WAIT_KINDS], {
    description:
      '`worker`: to be applied. `store`: until the read model can be read. `retry`: to be tried again. `resource`: until what it changes, such as a message, is applied. `log`: until a missing part of the log can be read. `operators`: until they replay, edit or discard the dead letter.',
  }),
  id: Nullable(
    Type.String({
      description: 'The id of the resource or dead letter it waits for; null for other kinds.',
    }),
  ),
});

export type Wait = Type.Static<typeof Wait>;

export const ProjectionStatus = Type.Object({
  state: CommandState,
  proven: Type.Boolean({ description: 'True when the state was read from the read model for this answer.' }),
  at: Nullable(Timestamp('When the command reached this state, if known.')),
  ahead: Nullable(
    Type.Integer({
      description: 'How many events are ahead of this one; null when it is applied, or if unknown.',
    }),
  ),
  supersededBy: Nullable(
    Type.String({ description: 'The version that replaced what this command wrote, if a newer one did.' }),
  ),
  reason: Nullable(Reason),
  retry: Nullable(
    Type.Object({
      attempts: Type.Integer({ description: 'How many attempts have failed.' }),
      nextAt: Nullable(Timestamp('When the next attempt is; null when it is due.')),
    }),
  ),
  deadLetter: Nullable(
    Type.String({
      description: 'The id to give to the operators, for a dead letter.',
      examples: ['history.1-2-48211'],
    }),
  ),
  replacedBy: Nullable(
    Type.String({
      description:
        'The id of the corrected command that replaced this one and is applied there, if it could not be applied itself.',
    }),
  ),
  waitsFor: Nullable(Wait),
  until: Nullable(
    Timestamp(
      'For a waiting command: the latest time at which the wait ends or is decided; null if nothing limits it.',
    ),
  ),
});

export type ProjectionStatus = Type.Static<typeof ProjectionStatus>;

const APPLIED = {
  state: 'applied',
  proven: true,
  at: '2026-11-23T03:04:11.511Z',
  ahead: null,
  supersededBy: null,
  reason: null,
  retry: null,
  deadLetter: null,
  replacedBy: null,
  waitsFor: null,
  until: null,
};

/** Written as a whole, so that its members agree. */
const EXAMPLE = {
  commandId: '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa',
  correlationId: 'checkout-4711',
  command: 'send-message',
  eventType: 'chat.message-sent.v1',
  subject: 'channel/general',
  actor: 'maria',
  state: 'applied',
  complete: true,
  reason: null,
  acceptedAt: '2026-11-23T03:04:11.480Z',
  loggedAt: '2026-11-23T03:04:11.482Z',
  position: '1-2-48211',
  resource: '/v1/channels/general/messages/0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa',
  projections: { history: APPLIED },
  checkedAt: '2026-11-23T03:04:11.702Z',
};

/** The answer of `GET /v1/commands/{id}`. */
export const CommandStatus = Type.Object(
  {
    commandId: Uuid('The id of this command and of its event.'),
    correlationId: Type.String(),
    command: Type.String({ description: 'The kind of command.', examples: ['send-message'] }),
    eventType: Type.String({ examples: ['chat.message-sent.v1'] }),
    subject: Type.String({ description: 'The aggregate it changes.', examples: ['channel/general'] }),
    actor: Type.String({ description: 'Who sent the command.' }),
    state: Type.Enum([...COMMAND_STATES], {
      description:
        'The state in the primary projections, which hold the resources that commands create and change; with `?projection=`, in that projection.',
    }),
    complete: Type.Boolean({
      description: 'Whether every projection in `projections` has applied or rejected the command.',
    }),
    reason: Nullable(Reason),
    acceptedAt: Timestamp('When the gateway accepted the command.'),
    loggedAt: Timestamp('When the log stored the event, by the log’s clock.'),
    position: PositionToken,
    resource: Type.String({ description: 'The path of the resource that the command creates or changes.' }),
    projections: Type.Record(Type.String(), ProjectionStatus, {
      description: 'By name: every projection that takes the event, or the requested one.',
    }),
    checkedAt: Timestamp('When this answer was made.'),
  },
  { $id: 'CommandStatus', examples: [EXAMPLE] },
);

export type CommandStatus = Type.Static<typeof CommandStatus>;

/** Whether the read model keeps the change until the message that it changes arrives. */
export const isKeptAside = ({ state, proven, waitsFor }: ProjectionStatus): boolean =>
  state === 'processing' &&
  proven &&
  waitsFor !== null &&
  (waitsFor.kind === 'resource' || waitsFor.kind === 'operators' || waitsFor.kind === 'log');

/** States that do not change without somebody's action. */
export const isFinal = (state: CommandState): boolean =>
  state === 'applied' || state === 'rejected' || state === 'dead_lettered';
