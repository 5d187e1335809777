import Type from 'typebox';
import { Nullable, PositionToken, Timestamp, Uuid } from './schemas.ts';

/**
 * Where a command can be.
 *
 *   accepted ─► processing ─► applied
 *                   │  ▲ └──► rejected        the business said no; nobody's incident
 *                   ▼  │
 *                retrying ──► dead_lettered ─► replayed ─► applied
 *
 * `applied` and `rejected` are read from the read model, never from bookkeeping; `applied` is never left.
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

/** Why a projection said no, or could not apply an event: a stable code, and a sentence a client may see. */
export const Reason = Type.Object({
  code: Type.String({ examples: ['not-the-author'] }),
  detail: Type.String({ examples: ['Only the author of a message may edit it.'] }),
});

export type Reason = Type.Static<typeof Reason>;

/** What a command waits for in a projection. */
export const WAIT_KINDS = ['worker', 'store', 'retry', 'resource', 'log', 'operators'] as const;

export const Wait = Type.Object({
  kind: Type.Enum([...WAIT_KINDS], {
    description:
      '`worker`: to be applied. `store`: until the read model can be read. `retry`: to be tried again. `resource`: until what it changes, such as a message, is applied. `log`: until a missing part of the log can be read. `operators`: until they replay, edit or discard the dead letter.',
  }),
  id: Nullable(
    Type.String({
      description: 'Of the resource that is awaited, or of the dead letter; null where the kind says it all.',
    }),
  ),
});

export type Wait = Type.Static<typeof Wait>;

export const ProjectionStatus = Type.Object({
  state: CommandState,
  proven: Type.Boolean({ description: 'True when the state was read from the read model for this answer.' }),
  at: Nullable(Timestamp('When it came to this state, where that is known.')),
  ahead: Nullable(
    Type.Integer({
      description: 'How many events stand before this one; null when it is through or unknown.',
    }),
  ),
  supersededBy: Nullable(
    Type.String({ description: 'The version that replaced what this command wrote, where a newer one did.' }),
  ),
  reason: Nullable(Reason),
  retry: Nullable(
    Type.Object({
      attempts: Type.Integer({ description: 'How many attempts have failed.' }),
      nextAt: Nullable(Timestamp('When it is tried again; null when that is now.')),
    }),
  ),
  deadLetter: Nullable(
    Type.String({
      description: 'What to name to the operators, where it is kept as a dead letter.',
      examples: ['history.1-2-48211'],
    }),
  ),
  replacedBy: Nullable(
    Type.String({
      description:
        'The id of the corrected command that took its place and is applied there, where it could not be applied itself.',
    }),
  ),
  waitsFor: Nullable(Wait),
  until: Nullable(
    Timestamp(
      'Where it waits: the latest time at which the wait ends, or at which it is decided again; null where nothing limits it.',
    ),
  ),
});

export type ProjectionStatus = Type.Static<typeof ProjectionStatus>;

/** The answer of `GET /v1/commands/{id}`. */
export const CommandStatus = Type.Object(
  {
    commandId: Uuid('The id of this command and of its event.'),
    correlationId: Type.String(),
    command: Type.String({ description: 'The kind of command.', examples: ['send-message'] }),
    eventType: Type.String({ examples: ['chat.message-sent.v1'] }),
    subject: Type.String({ description: 'What it concerns.', examples: ['channel/general'] }),
    actor: Type.String({ description: 'Who sent it.' }),
    state: Type.Enum([...COMMAND_STATES], {
      description:
        'That of its primary projections, which hold what commands create and change; with `?projection=`, of that projection.',
    }),
    complete: Type.Boolean({
      description: 'Whether every projection in `projections` has applied or rejected it.',
    }),
    reason: Nullable(Reason),
    acceptedAt: Timestamp('When the gateway accepted it.'),
    loggedAt: Timestamp('When the log stored it, by the log’s clock.'),
    position: PositionToken,
    resource: Type.String({ description: 'The path of what the command creates or changes.' }),
    projections: Type.Record(Type.String(), ProjectionStatus, {
      description: 'By name: every projection that takes its event, or the one asked for.',
    }),
    checkedAt: Timestamp('When this answer was made.'),
  },
  { $id: 'CommandStatus' },
);

export type CommandStatus = Type.Static<typeof CommandStatus>;

/** Whether the read model has the change and keeps it aside until what it changes is there. */
export const isKeptAside = ({ state, proven, waitsFor }: ProjectionStatus): boolean =>
  state === 'processing' &&
  proven &&
  waitsFor !== null &&
  (waitsFor.kind === 'resource' || waitsFor.kind === 'operators' || waitsFor.kind === 'log');

/** States that no time alone will change. */
export const isFinal = (state: CommandState): boolean =>
  state === 'applied' || state === 'rejected' || state === 'dead_lettered';
