import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../tests/engines/condition.ts';
import { startLog } from '../tests/engines/log.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { makeDeadLetter, publishDeadLetters } from '../tests/server/operations/dead-letters.ts';
import { fillDeadLetters } from './fill-dead-letters.ts';
import { quantilesOf } from './measure.ts';
import { startOperations } from './start-operations.ts';

/**
 * Measures how fast the operations service builds its index of dead letters and answers from it.
 * Usage: `npm run bench:dead-letters [count]`, 100,000 by default.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const ROUNDS = 100;

const list = 'GET /ops/v1/dead-letters';
const groups = 'GET /ops/v1/dead-letter-groups';

const reads: [name: string, read: (fingerprint: string) => Promise<unknown>][] = [
  ['list, newest', () => call(list, { query: {} })],
  ['list, open only', () => call(list, { query: { state: ['open'] } })],
  ['list, one group, oldest', (group) => call(list, { query: { group, sort: 'oldest' } })],
  ['list, by actor and class', () => call(list, { query: { actor: 'caller-7', class: 'poison' } })],
  ['search, a rare word', () => call(list, { query: { q: 'needle' } })],
  ['search, a word in a twelfth', () => call(list, { query: { q: 'harbour' } })],
  ['search, a word in all', () => call(list, { query: { q: 'too big' } })],
  ['groups by fingerprint', () => call(groups, {})],
  ['groups by type', () => call(groups, { query: { by: 'type' } })],
  ['groups by consumer', () => call(groups, { query: { by: 'consumer' } })],
  ['groups, open only', () => call(groups, { query: { state: ['open'] } })],
  [
    'a group',
    (fingerprint) => call('GET /ops/v1/dead-letter-groups/:fingerprint', { params: { fingerprint } }),
  ],
  ['one dead letter', () => call('GET /ops/v1/dead-letters/:id', { params: { id: 'history.1-0-77' } })],
  ['audit log', () => call('GET /ops/v1/actions', {})],
];

const log = await startLog({ partitions: 1 });
const folder = temporaryFolder('bench-dead-letters');

console.log(`publishing ${COUNT} dead letters …`);
await fillDeadLetters(log.inbox, COUNT);

const { operations, call } = await startOperations(log.nats.url, folder.path);
const began = performance.now();
await waitUntil(
  async () => {
    const { index, total } = await call(list, { query: { limit: 1 } });
    return index.caughtUp && total === COUNT;
  },
  { timeoutMs: 300_000, intervalMs: 50, what: 'the index' },
);
console.log(`index of ${COUNT} dead letters built in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
const indexBytes = readdirSync(folder.path)
  .filter((name) => name.startsWith('operations-index.sqlite'))
  .reduce((sum, name) => sum + statSync(join(folder.path, name)).size, 0);
console.log(`on disk: ${(indexBytes / 1024 ** 2).toFixed(0)} MiB`);

const largest = await call(groups, { query: { limit: 1 } });
const group = largest.groups[0]!.key;
for (const [name, read] of reads) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await read(group);
    times.push(performance.now() - start);
  }
  const { p50, p99 } = quantilesOf(times);
  console.log(`${name.padEnd(30)} median ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
}

const lags: number[] = [];
for (let n = 1; n <= ROUNDS; n += 1) {
  await publishDeadLetters(log.inbox, [makeDeadLetter(COUNT + n)]);
  const stored = performance.now();
  const params = { id: `history.1-0-${COUNT + n}` };
  await waitUntil(() => call('GET /ops/v1/dead-letters/:id', { params }).catch(() => undefined), {
    intervalMs: 5,
  });
  lags.push(performance.now() - stored);
}
const lag = quantilesOf(lags);
console.log(
  `from the stream into an answer: median ${lag.p50.toFixed(0)} ms, slowest ${lag.max.toFixed(0)} ms`,
);

for (const filter of [{ consumer: 'history' }, { group }]) {
  const planning = performance.now();
  const { count } = await call('POST /ops/v1/replays/plan', { body: { filter } });
  console.log(`a replay of ${count} planned in ${((performance.now() - planning) / 1_000).toFixed(1)} s`);
}

const ids = Array.from({ length: 500 }, (_, n) => `history.1-0-${n + 1}`);
const acting = performance.now();
const acted = await call('POST /ops/v1/dead-letters/actions', {
  body: { ids, kind: 'discarded', reason: 'bench', requestId: crypto.randomUUID() },
});
console.log(`${acted.done} of 500 discarded in ${((performance.now() - acting) / 1_000).toFixed(1)} s`);

await operations.stop();
await log.stop();
folder.remove();
