import { CommandStatus } from '../command-status.ts';
import * as Type from '../type.ts';
import { PositionParameter, ProjectionParameter, Seconds, UuidParameter } from './parameters.ts';
import { defineRoutes } from './route.ts';

/** The status of commands. */
export const commandStatusRoutes = defineRoutes({
  'read-command-status': {
    method: 'GET',
    path: '/v1/commands/:commandId',
    summary: 'Read the status of a command',
    description:
      'For the caller that sent the command. `applied` is read from the read model for each answer, never remembered.',
    permission: 'commands:read',
    params: Type.Object({ commandId: UuidParameter('The id of the command, as the 202 gave it.') }),
    query: Type.Object({
      position: Type.Optional(
        PositionParameter(
          'The position from the 202, which saves a search of the log. A wrong one only costs that search.',
        ),
      ),
      projection: ProjectionParameter('The status in this projection alone.'),
    }),
    answers: {
      200: {
        description: 'The status.',
        schema: CommandStatus,
        headers: {
          'Retry-After': Seconds('Seconds to wait before asking again, while the state is not final.'),
        },
      },
    },
    problems: [
      'not-found',
      'command-never-accepted',
      'command-not-in-log',
      'command-past-retention',
      'command-before-log',
      'command-lost',
    ],
  },
});
