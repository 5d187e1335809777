import { AcceptedCommand } from '../contracts/accepted-command.ts';
import { CommandStatus } from '../contracts/command-status.ts';
import { IDEMPOTENCY_KEY_PATTERN } from '../contracts/idempotency-key.ts';
import { PathHeader, ProjectionParameter, Seconds } from '../contracts/routes/parameters.ts';
import { defineRoutes, type RouteDeclaration, type RouteTable } from '../contracts/routes/route.ts';
import * as Type from '../contracts/type.ts';
import { commands } from './catalog.ts';
import type { AnyCommand } from './command.ts';

const headers = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      pattern: IDEMPOTENCY_KEY_PATTERN,
      description: 'A quoted string. Requests with the same key and payload create one command.',
      examples: ['"8e03978e-40d5-43dd-bc93-6894a57f9324"'],
    }),
  ),
  'X-Correlation-Id': Type.Optional(
    Type.String({
      description:
        'Used when it is 1 to 128 letters, digits or . _ : -; otherwise replaced. Always returned.',
    }),
  ),
  Prefer: Type.Optional(
    Type.String({
      description: '`wait=N` holds the answer up to N seconds for the outcome.',
      examples: ['wait=5'],
    }),
  ),
});

const preferenceApplied = {
  'Preference-Applied': Type.String({
    pattern: '^wait=[0-9]+$',
    description: 'How long the answer was held at most, if `Prefer: wait` was sent.',
  }),
};
const replayed = {
  'Idempotency-Replayed': Type.Literal('true', {
    description: 'Present if an earlier request with the same key was accepted.',
  }),
};

const query = Type.Object({
  projection: ProjectionParameter(
    'With `Prefer: wait`: the projection to wait for, instead of the primary ones.',
  ),
});

const routeOf = ({ title, description, route, parameters, body }: AnyCommand): RouteDeclaration => ({
  method: route.method,
  path: route.path as `/${string}`,
  summary: title,
  description,
  permission: 'commands:send',
  changes: true,
  ownBounds: true,
  params: parameters as Type.TObject,
  ...(body === null ? {} : { body }),
  query,
  headers,
  answers: {
    200: {
      description: 'Applied, when `Prefer: wait` was sent.',
      schema: CommandStatus,
      headers: { Location: PathHeader('The status resource.'), ...preferenceApplied, ...replayed },
    },
    202: {
      description: 'Accepted: durable in the log, not applied yet. Location is its status.',
      schema: AcceptedCommand,
      headers: {
        Location: PathHeader('The status resource.'),
        'Retry-After': Seconds('Seconds to wait before reading the status.'),
        ...preferenceApplied,
        ...replayed,
      },
    },
  },
  problems: [
    'invalid-idempotency-key',
    'idempotency-key-in-use',
    'command-refused',
    'command-rejected',
    'idempotency-key-reused',
    'too-many-requests',
    'not-accepted',
    'outcome-unknown',
  ],
});

/** The routes of the commands, by command name. */
export const commandRoutes: RouteTable = defineRoutes(
  Object.fromEntries(commands.map((command) => [command.name, routeOf(command)])),
);
