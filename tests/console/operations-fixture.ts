import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandDetail } from '../../contracts/command-detail.ts';
import type { PrincipalShown } from '../../contracts/principal.ts';
import { permissionsOf } from '../../domain/identity/permissions-of.ts';
import {
  type CommandFixture,
  commandDetailFixture,
  type MissingName,
  missingCommandDetailFixture,
} from './command-detail-fixture.ts';

/**
 * An operations service in memory, over real HTTP, for the states of the console that a real pipeline cannot be
 * brought into at will. It speaks the contract and nothing more.
 */
const OLGA: PrincipalShown = {
  id: 'olga',
  kind: 'api-key',
  roles: [],
  scopes: ['operations:admin'],
  permissions: [...permissionsOf({ scopes: ['operations:admin'] })],
  channels: ['*'],
  identifiedBy: 'configured-keys',
};

export interface OperationsFixture {
  url: string;
  /** Adds a command, or replaces the one with that id; the newest stands first in the list. */
  put(command: CommandFixture): CommandDetail;
  clear(): void;
  /** Why ids that were never put are missing; never accepted where nothing is said. */
  missing: Map<string, MissingName>;
  /** What is wrong: nothing, the log (503), every answer late, connections cut, or answers that can't be drawn. */
  mode:
    | { kind: 'well' }
    | { kind: 'log-down' }
    | { kind: 'slow'; ms: number }
    | { kind: 'cut' }
    | { kind: 'broken' };
  requests: string[];
  /** By what each of those was authorised. */
  authorizations: (string | undefined)[];
  stop(): Promise<void>;
}

export async function startOperationsFixture(): Promise<OperationsFixture> {
  const commandDetails = new Map<
    string,
    { fixture: CommandFixture; commandDetail: ReturnType<typeof commandDetailFixture> }
  >();
  const commandDetailNow = (id: string) => {
    const held = commandDetails.get(id);
    return held && commandDetailFixture({ ...held.fixture, commandId: id });
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    fixture.requests.push(`${request.method} ${url.pathname}${url.search}`);
    fixture.authorizations.push(request.headers.authorization);
    if (fixture.mode.kind === 'cut') return void request.socket.destroy();
    if (fixture.mode.kind === 'slow') await pause(fixture.mode.ms, undefined, { ref: false });
    if (fixture.mode.kind === 'log-down') return unavailable(response);
    if (fixture.mode.kind === 'broken') return answer(response, 200, { commands: [null], readAt: '' });
    if (url.pathname === '/ops/v1/me') return answer(response, 200, OLGA);
    const readAt = new Date().toISOString();
    const id = url.pathname.slice('/ops/v1/commands/'.length);
    if (url.pathname === '/ops/v1/commands') {
      const limit = Number(url.searchParams.get('limit'));
      const commands = [...commandDetails.values()]
        .map(({ commandDetail }) => commandDetail.command)
        .sort(byNewest);
      answer(response, 200, { commands: commands.slice(0, limit), readAt });
    } else if (url.pathname === '/ops/v1/summaries') {
      const ids = (url.searchParams.get('ids') ?? '').split(',');
      const commands = ids.flatMap((each) => commandDetails.get(each)?.commandDetail.command ?? []);
      answer(response, 200, { commands, unknown: ids.filter((each) => !commandDetails.has(each)), readAt });
    } else if (url.pathname.startsWith('/ops/v1/commands/')) {
      answer(
        response,
        200,
        commandDetailNow(id) ??
          missingCommandDetailFixture(id, fixture.missing.get(id) ?? 'command-never-accepted'),
      );
    } else {
      answer(response, 404, { type: '/problems/not-found', title: 'There is nothing here', status: 404 });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const fixture: OperationsFixture = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put(command) {
      const held = command.commandId ? commandDetails.get(command.commandId) : undefined;
      const whole = { acceptedAt: Date.now() - 2_000, ...held?.fixture, ...command };
      const commandDetail = commandDetailFixture(whole);
      commandDetails.set(commandDetail.command.commandId, { fixture: whole, commandDetail });
      return commandDetail;
    },
    clear: () => commandDetails.clear(),
    missing: new Map(),
    mode: { kind: 'well' },
    requests: [],
    authorizations: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fixture;
}

const byNewest = (
  a: { acceptedAt: string; commandId: string },
  b: { acceptedAt: string; commandId: string },
) => b.acceptedAt.localeCompare(a.acceptedAt) || b.commandId.localeCompare(a.commandId);

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(JSON.stringify(body));
}

const unavailable = (response: ServerResponse): void =>
  answer(response, 503, {
    type: '/problems/unavailable',
    title: 'A part needed for this answer cannot be reached',
    status: 503,
    detail: 'NATS cannot be reached, so the log cannot be read. Try again in a few seconds.',
    correlationId: '0b0e9d6e-6f0c-4a53-8f3e-6f3a2a9d5b11',
  });
