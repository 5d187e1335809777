import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { ChangesQuery } from '../../../contracts/changes.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { HistoryFollower } from './history-follower.ts';
import { listChanges } from './list-changes.ts';

/** How long a reader waits for what was stored last: in an outage the time line is read all the same. */
const CATCH_UP_MS = 1_000;

/** The time line of the pipeline. */
export function registerChanges(
  app: FastifyInstance,
  { history, changes }: { history: LagHistory; changes: HistoryFollower },
): void {
  app.get<{ Querystring: ChangesQuery }>(
    '/ops/v1/changes',
    { schema: { querystring: ChangesQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const caughtUp = changes.catchUp('CHANGES').catch(() => {});
      await Promise.race([caughtUp, pause(CATCH_UP_MS, undefined, { ref: false })]);
      return listChanges(history, request.query);
    },
  );
}
