import { CommandState, CommandStatus } from './command-status.ts';
import { Nullable, PositionToken, Timestamp, Uuid } from './schemas.ts';
import * as Type from './type.ts';

/** A field people search by, as the command's declaration names it. */
const SearchField = Type.Object({ name: Type.String(), value: Type.String() });

/** A command in a list: the head of its command detail. */
export const CommandSummary = Type.Object(
  {
    commandId: Uuid('The id of the command.'),
    command: Type.String({ examples: ['send-message'] }),
    title: Type.String({ examples: ['Send message'] }),
    fields: Type.Array(SearchField),
    correlationId: Type.String(),
    position: PositionToken,
    acceptedAt: Timestamp('When the gateway accepted the command.'),
    loggedAt: Timestamp('When the log stored the command.'),
    state: CommandState,
    replacedBy: Nullable(
      Type.String({ description: 'The corrected command that replaced this one, and is applied.' }),
    ),
  },
  { $id: 'CommandSummary' },
);

export type CommandSummary = Type.Static<typeof CommandSummary>;

/** `GET /ops/v1/commands`: the newest commands of the log, newest first. */
export const RecentCommands = Type.Object(
  {
    commands: Type.Array(CommandSummary),
    readAt: Timestamp('When the log was read.'),
  },
  { $id: 'RecentCommands' },
);

export type RecentCommands = Type.Static<typeof RecentCommands>;

/** `GET /ops/v1/summaries?ids=a,b,c`: at most 20 ids, separated by commas, in either case; more is a 400. */
export const CommandSummaries = Type.Object(
  {
    commands: Type.Array(CommandSummary, {
      description: 'Those found in the log, in the requested order, each once.',
    }),
    unknown: Type.Array(
      Uuid('An id, in lower case, without a command in the log: never accepted, not stored yet, or expired.'),
    ),
    readAt: Timestamp('When the log was read.'),
  },
  { $id: 'CommandSummaries' },
);

export type CommandSummaries = Type.Static<typeof CommandSummaries>;

/** A stage of a command, in order: the gateway, the log, then each projection. */
export const Stage = Type.Object({
  kind: Type.Enum(['gateway', 'log', 'projection']),
  name: Type.String({ examples: ['history'] }),
  title: Type.String({ examples: ['History'] }),
  state: Type.Enum(['passed', 'under-way', 'not-yet', 'refused', 'failed', 'replaced', 'unknown']),
  word: Type.String({ description: 'The state in one word.', examples: ['proven'] }),
  at: Nullable(Timestamp('When the stage reached this state.')),
  tookMs: Nullable(
    Type.Number({ description: 'Milliseconds since the log (projections) or the previous stage.' }),
  ),
  ahead: Nullable(Type.Integer()),
  note: Nullable(Type.String({ description: 'Why, in a sentence.' })),
});

export type Stage = Type.Static<typeof Stage>;

/** What `GET /v1/commands/{id}` answers now: status and body. */
export const ClientAnswer = Type.Object({
  method: Type.Literal('GET'),
  path: Type.String(),
  status: Type.Integer(),
  body: Type.Unknown(),
});

/** `GET /ops/v1/commands/{id}`: the detail of one command. */
export const CommandDetail = Type.Object(
  {
    command: Nullable(CommandSummary),
    event: Nullable(
      Type.String({
        description: 'The event as the log holds it: its JSON text, numbers with all their digits.',
      }),
    ),
    stages: Type.Array(Stage),
    status: Nullable(CommandStatus),
    client: ClientAnswer,
    readAt: Timestamp('When everything here was read.'),
  },
  { $id: 'CommandDetail' },
);

export type CommandDetail = Type.Static<typeof CommandDetail>;
