import { createHash } from 'node:crypto';
import { serveReading } from '../../../adapters/sqlite/projection/read-store.ts';
import { counterSchema } from './counter-schema.ts';
import type { CounterQueries } from './counter-store.ts';

serveReading(counterSchema, {
  prepare: (database) => ({
    at: database.prepare('SELECT at FROM counted WHERE position = ?'),
    counts: database.prepare('SELECT type, count(*) AS events FROM counted GROUP BY type ORDER BY type'),
  }),
  queries: (read): CounterQueries => ({
    countedAt: (position) => read(null, ({ at }) => (at.get(position)?.at as number | undefined) ?? null),
    counts: () => read([], ({ counts }) => counts.all() as unknown as { type: string; events: number }[]),
  }),
  contentHash(database) {
    const hash = createHash('sha256');
    const rows = database?.prepare('SELECT position, type FROM counted ORDER BY position').iterate() ?? [];
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
    return hash.digest('hex');
  },
});
