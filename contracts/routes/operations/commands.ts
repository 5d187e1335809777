import { CommandDetail, CommandSummaries, RecentCommands } from '../../command-detail.ts';
import * as Type from '../../type.ts';
import { PageLimit, PositionParameter, UuidParameter } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

const MAX_IDS = 20;

/** Commands, as the log and the projections have them now. */
export const commandViewRoutes = defineRoutes({
  'list-recent-commands': {
    method: 'GET',
    path: '/ops/v1/commands',
    summary: 'List the newest commands',
    description: 'The newest commands of the log, newest first.',
    permission: 'pipeline:read',
    query: Type.Object({ limit: PageLimit(200) }),
    answers: { 200: { description: 'The commands.', schema: RecentCommands } },
  },
  'read-command-detail': {
    method: 'GET',
    path: '/ops/v1/commands/:commandId',
    summary: 'Read a command in detail',
    description: 'Its stages, its event, and the answer that its client would get now.',
    permission: 'pipeline:read',
    params: Type.Object({ commandId: UuidParameter('The command.') }),
    query: Type.Object({
      position: Type.Optional(PositionParameter('The position of its event, which makes the answer faster.')),
    }),
    answers: { 200: { description: 'The command, even if it is not in the log.', schema: CommandDetail } },
  },
  'summarize-commands': {
    method: 'GET',
    path: '/ops/v1/summaries',
    summary: 'Summarize several commands',
    description:
      'The commands with these ids, in their order, each once; and the ids that the log does not hold.',
    permission: 'pipeline:read',
    query: Type.Object({
      ids: Type.Array(UuidParameter('A command.'), {
        minItems: 1,
        maxItems: MAX_IDS,
        description: `Command ids, separated by commas, at most ${MAX_IDS}.`,
      }),
    }),
    answers: { 200: { description: 'The summaries.', schema: CommandSummaries } },
  },
});
