import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { ensureLog } from '../adapters/jetstream/streams/ensure-log.ts';
import { operationsClient } from '../components/api/client.ts';
import { natsTargetOf } from '../platform/configuration/nats-target.ts';
import { readSettings } from '../platform/configuration/settings.ts';
import { waitUntil } from '../tests/engines/condition.ts';
import { startNatsServer } from '../tests/engines/nats-server.ts';
import { startRole } from '../tests/engines/role.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { makeDeadLetter, publishDeadLetters } from '../tests/server/operations/dead-letters.ts';
import { fillDeadLetters } from './fill-dead-letters.ts';

/**
 * Measures how fast the operations service builds its index of dead letters and answers from it.
 * Usage: `npm run bench:dead-letters [count]`, 100,000 by default.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const KEY = 'operator-key-0123456789';
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

const nats = await startNatsServer();
const folder = temporaryFolder('bench-dead-letters');
const link = new NatsLink({
  target: natsTargetOf({ natsUrl: nats.url }),
  name: 'bench',
  connectTimeoutMs: 2_000,
  pingIntervalMs: 10_000,
  requestTimeoutMs: 5_000,
});
const inbox = new AckInbox(link);
await link.whenUp(5_000);
await ensureLog(link, readSettings({}), 1);

console.log(`publishing ${COUNT} dead letters …`);
await fillDeadLetters(inbox, COUNT);

const operations = await startRole('operations', {
  NATS_URL: nats.url,
  WAYBILL_DATA_DIR: folder.path,
  WAYBILL_OPERATOR_KEYS: `bench:${KEY}`,
});
const call = operationsClient(() => ({
  origin: operations.url,
  headers: { authorization: `Bearer ${KEY}` },
  timeoutMs: 60_000,
}));
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
  times.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(30)} median ${times[ROUNDS >> 1]!.toFixed(1)} ms, p99 ${times[Math.floor(ROUNDS * 0.99) - 1]!.toFixed(1)} ms`,
  );
}

const lags: number[] = [];
for (let n = 1; n <= ROUNDS; n += 1) {
  await publishDeadLetters(inbox, [makeDeadLetter(COUNT + n)]);
  const stored = performance.now();
  const params = { id: `history.1-0-${COUNT + n}` };
  await waitUntil(() => call('GET /ops/v1/dead-letters/:id', { params }).catch(() => undefined), {
    intervalMs: 5,
  });
  lags.push(performance.now() - stored);
}
lags.sort((a, b) => a - b);
console.log(
  `from the stream into an answer: median ${lags[ROUNDS >> 1]!.toFixed(0)} ms, slowest ${lags.at(-1)!.toFixed(0)} ms`,
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
inbox.close();
await link.close();
await nats.stop();
folder.remove();
