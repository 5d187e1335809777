import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ledgerIndexReading } from '../adapters/sqlite/ledger/index-reading.ts';
import type { OperationsInput } from '../contracts/routes/operations-request.ts';
import { waitUntil } from '../tests/engines/condition.ts';
import { startLog } from '../tests/engines/log.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { cpuMsOf } from './child.ts';
import { type Stored, storeAndReport } from './ledger-traffic.ts';
import { quantilesOf } from './measure.ts';
import { startOperations } from './start-operations.ts';

/**
 * Measures how fast the ledger's index reads events and records, what it costs, and how fast it finds one command.
 * Usage: `npm run bench:ledger-index [-- transitions]`, 10,000,000 by default; a command has three.
 */
const TRANSITIONS = Number(process.argv[2] ?? 10_000_000);
const COMMANDS = Math.ceil(TRANSITIONS / 3);
const PARTITIONS = 4;
const CHANNELS = 5_000;
const AT_ONCE = 2_000;
const LIVE_PER_SECOND = 20_000;
const LIVE_SECONDS = 20;
const ROUNDS = 200;

const log = await startLog({ partitions: PARTITIONS, partitionMaxBytes: 8 * 1024 ** 3 });
const folder = temporaryFolder('bench-ledger-index');

const print = (line: string) => process.stdout.write(`${line}\n`);
const kept: Stored[] = [];
print(`storing ${COMMANDS} commands, ${TRANSITIONS} transitions …`);
for (let stored = 0; stored < COMMANDS; stored += AT_ONCE * PARTITIONS) {
  const last = await Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) =>
      storeAndReport(log.inbox, partition, AT_ONCE, CHANNELS),
    ),
  );
  kept.push(last[stored % PARTITIONS]!);
}

const { operations, call } = await startOperations(log.nats.url, folder.path);
const status = async () => (await call('GET /ops/v1/traces', { query: { limit: 1, actor: 'nobody' } })).index;
const cpuBefore = cpuMsOf(operations.pid);
const began = performance.now();
await waitUntil(async () => (await status()).caughtUp, {
  timeoutMs: 1_800_000,
  intervalMs: 250,
  what: 'the index',
});
const wall = (performance.now() - began) / 1_000;
const cpu = (cpuMsOf(operations.pid) - cpuBefore) / 1_000;
const reading = ledgerIndexReading(join(folder.path, 'ledger-index.sqlite'));
const size = reading.size();
const transitions = size.commands * 3;
const perSecond = (seconds: number) => Math.round(transitions / seconds).toLocaleString('en');
print(
  `built in ${wall.toFixed(1)} s: ${perSecond(wall)} transitions/s; ${cpu.toFixed(1)} s of processor time: ${perSecond(cpu)} a second of one core`,
);
print(
  `on disk: ${(size.bytes / 1024 ** 2).toFixed(0)} MiB for ${size.commands} commands, ${Math.round(size.bytes / size.commands)} bytes each`,
);

const times = (name: string, each: readonly number[]) => {
  const { p50, p99, max } = quantilesOf(each);
  print(
    `${name.padEnd(46)} median ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${max.toFixed(1)} ms`,
  );
};
const timed = async (name: string, work: (n: number) => unknown, rounds = ROUNDS) => {
  const each: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const start = performance.now();
    await work(n);
    each.push(performance.now() - start);
  }
  times(name, each);
};
const one = (n: number) => kept[(n * 7919) % kept.length]!;
await timed('index alone: one command, all its records', (n) => {
  const { commands } = reading.commandsOf(one(n).correlationId, { limit: 20, maxCounted: 10_000 });
  const recorded = reading.recordedOf(commands.map(({ position }) => position));
  if (recorded[0]?.applied.length !== 1 || !recorded[0].accepted)
    throw new Error('The index does not have this command.');
});
await timed('GET /ops/v1/traces/{correlationId}', async (n) => {
  const { correlationId } = one(n);
  const { commands } = await call('GET /ops/v1/traces/:correlationId', { params: { correlationId } });
  if (commands.length !== 1) throw new Error(`${commands.length} commands`);
});
const searches: [string, OperationsInput<'GET /ops/v1/traces'>['query']][] = [
  ['by command id', { command: kept[kept.length >> 1]!.commandId }],
  ['newest 50', {}],
  ['by aggregate', { aggregate: 'channel/channel-77' }],
  ['by actor', { actor: 'caller-7' }],
  ['by prefix of a correlation, to its end', { correlationPrefix: kept[0]!.correlationId.slice(0, 12) }],
  ['slowest 50', { sort: 'slowest' }],
  ['of a type that is nowhere', { type: 'chat.nothing.v1' }],
];
for (const [name, query] of searches)
  await timed(`search ${name}`, () => call('GET /ops/v1/traces', { query: query ?? {} }), 10);

print(`${LIVE_PER_SECOND} transitions/s for ${LIVE_SECONDS} s …`);
const perRound = Math.ceil(LIVE_PER_SECOND / 3 / PARTITIONS / 10);
const cpuAtStart = cpuMsOf(operations.pid);
const liveFrom = performance.now();
let worstBehind = 0;
for (let round = 0; round < LIVE_SECONDS * 10; round += 1) {
  await Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) =>
      storeAndReport(log.inbox, partition, perRound, CHANNELS),
    ),
  );
  if (round % 10 === 9) worstBehind = Math.max(worstBehind, (await status()).behind);
  await pause(Math.max(0, liveFrom + (round + 1) * 100 - performance.now()));
}
const lived = (performance.now() - liveFrom) / 1_000;
const live = perRound * PARTITIONS * LIVE_SECONDS * 10 * 3;
print(
  `${Math.round(live / lived).toLocaleString('en')} transitions/s, ${((cpuMsOf(operations.pid) - cpuAtStart) / 10 / lived).toFixed(0)} % of a core, at most ${worstBehind} messages behind`,
);

reading.close();
await operations.stop();
await log.stop();
folder.remove();
