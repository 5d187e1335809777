import { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { ensureLog } from '../adapters/jetstream/streams/ensure-log.ts';
import { readSettings } from '../platform/configuration/settings.ts';
import { waitUntil } from '../tests/engines/condition.ts';
import { startNatsServer } from '../tests/engines/nats-server.ts';
import { startRole } from '../tests/engines/role.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { makeDeadLetter, publishDeadLetters } from '../tests/server/operations/dead-letters.ts';
import { fillDeadLetters } from './fill-dead-letters.ts';

/**
 * How fast the operations service builds its index of dead letters, and answers from it. Usage:
 * `npm run bench:dead-letters [count]`, 100,000 by default.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const KEY = 'operator-key-0123456789';
const ROUNDS = 15;

const reads: [name: string, path: string][] = [
  ['list, newest', '/dead-letters?limit=50'],
  ['list, open only', '/dead-letters?state=open&limit=50'],
  ['list, one group, oldest', '/dead-letters?group=GROUP&sort=oldest&limit=50'],
  ['list, by actor and class', '/dead-letters?actor=caller-7&class=poison&limit=50'],
  ['search, a rare word', '/dead-letters?q=needle&limit=50'],
  ['search, a word in a twelfth', '/dead-letters?q=harbour&limit=50'],
  ['search, a word in all', '/dead-letters?q=too%20big&limit=50'],
  ['groups by fingerprint', '/dead-letter-groups'],
  ['groups by type', '/dead-letter-groups?by=type'],
  ['groups by consumer', '/dead-letter-groups?by=consumer'],
  ['groups, open only', '/dead-letter-groups?state=open'],
  ['a group', '/dead-letter-groups/GROUP'],
  ['an entry', '/dead-letters/history.1-0-77'],
  ['audit trail', '/actions'],
];

const nats = await startNatsServer();
const folder = temporaryFolder('bench-dead-letters');
const link = new NatsLink({
  url: nats.url,
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
const get = async (path: string) => {
  const answer = await fetch(`${operations.url}/ops/v1${path}`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  return { status: answer.status, body: await answer.json() };
};
const began = performance.now();
await waitUntil(
  async () => {
    const { body } = await get('/dead-letters?limit=1');
    return body.index.caughtUp && body.total === COUNT;
  },
  { timeoutMs: 300_000, intervalMs: 50, what: 'the index' },
);
console.log(`index of ${COUNT} entries built in ${((performance.now() - began) / 1_000).toFixed(1)} s`);

const { body } = await get('/dead-letter-groups?limit=1');
const group = body.groups[0].key;
for (const [name, path] of reads) {
  const times: number[] = [];
  let status = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    ({ status } = await get(path.replace('GROUP', group)));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(30)} ${status}  median ${times[ROUNDS >> 1]!.toFixed(1)} ms, slowest ${times.at(-1)!.toFixed(1)} ms`,
  );
}

const lags: number[] = [];
for (let n = 1; n <= ROUNDS; n += 1) {
  await publishDeadLetters(inbox, [makeDeadLetter(COUNT + n)]);
  const stored = performance.now();
  await waitUntil(async () => (await get(`/dead-letters/history.1-0-${COUNT + n}`)).status === 200, {
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
  const plan = await fetch(`${operations.url}/ops/v1/replays/plan`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ filter }),
  });
  const { count } = (await plan.json()) as { count: number };
  console.log(`a replay of ${count} planned in ${((performance.now() - planning) / 1_000).toFixed(1)} s`);
}

const ids = Array.from({ length: 500 }, (_, n) => `history.1-0-${n + 1}`);
const acting = performance.now();
const acted = await fetch(`${operations.url}/ops/v1/dead-letters/actions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ ids, kind: 'discarded', reason: 'bench', requestId: crypto.randomUUID() }),
});
console.log(
  `${((await acted.json()) as { done: number }).done} of 500 discarded in ${((performance.now() - acting) / 1_000).toFixed(1)} s`,
);

await operations.stop();
inbox.close();
await link.close();
await nats.stop();
folder.remove();
