import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAnswer } from '../../scripts/chaos/answer.ts';
import { BadOption, readChaosOptions } from '../../scripts/chaos/options.ts';
import { planFaults } from '../../scripts/chaos/schedule.ts';
import { seededRandom } from '../../scripts/conversation/random.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { runTool } from './run-tool.ts';

const choice = {
  kinds: ['kill', 'stop', 'disk', 'store'] as const,
  killed: ['nats', 'gateway', 'worker:history'],
  stopped: ['nats', 'gateway', 'worker:history', 'supervisor'],
  refusals: ['locked', 'read-only'],
};
const faultsOf = (seed: string) => planFaults(600_000, choice, seededRandom(seed));

test('the same seed plays the same faults, another seed different ones', () => {
  assert.deepEqual(faultsOf('a'), faultsOf('a'));
  assert.notDeepEqual(faultsOf('a'), faultsOf('b'));
});

test('all kinds of faults hit all targets, none overlaps itself, and all end in time', () => {
  const faults = faultsOf('a');
  const kinds = new Set(faults.map(({ kind, target }) => `${kind} ${target}`));
  assert.equal(kinds.size, 3 + 4 + 1 + 2);
  const freeAt = new Map<string, number>();
  for (const { kind, target, atMs, forMs } of faults) {
    const slot = kind === 'store' ? kind : `${kind} ${target}`;
    assert.ok((freeAt.get(slot) ?? 0) < atMs, `${slot} at ${atMs}`);
    freeAt.set(slot, atMs + forMs);
    assert.ok(atMs + forMs < 600_000);
    assert.equal(forMs === 0, kind === 'kill');
  }
});

test('only a definite no counts as refused', () => {
  const verdict = (status: number, body: object = {}) =>
    readAnswer({ status, headers: {}, body: JSON.stringify(body) }).verdict;
  assert.equal(verdict(202, { commandId: 'a', position: '1-0-1' }), 'accepted');
  assert.equal(verdict(202), 'unknown', 'a 202 without an id can’t be counted');
  for (const status of [400, 409, 422, 429, 503]) assert.equal(verdict(status), 'refused', `${status}`);
  for (const status of [500, 502, 504]) assert.equal(verdict(status), 'unknown', `${status}`);
});

test('options are read, and invalid ones are refused in one sentence', () => {
  const options = readChaosOptions(['--for', '10m', '--only', 'disk,kill', '--history', 'cassandra']);
  assert.equal(options?.durationMs, 600_000);
  assert.deepEqual(options?.only, ['kill', 'disk']);
  assert.equal(readChaosOptions(['--help']), undefined);
  for (const args of [
    ['--for', '3 weeks'],
    ['--rate', '0'],
    ['--only', 'fire'],
    ['--history', 'tape'],
    ['--disk', '1'],
    ['--no-such'],
    ['extra'],
  ])
    assert.throws(() => readChaosOptions(args), BadOption, args.join(' '));
});

describe('chaos', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  test('ten seconds of kills, suspensions and a refusing store: the result is printed, and all sets are empty', async () => {
    const run = await runTool(
      'chaos.ts',
      [
        ...['--for', '10s', '--rate', '30', '--seed', 'test', '--only', 'kill,stop,store', '--json'],
        ...['--roles', 'nats,gateway,worker:history,operations'],
      ],
      {},
    );
    const steps = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const outcome = steps.find(({ step }) => step === 'outcome');
    assert.ok(outcome, run.stdout + run.stderr);
    const faults = steps.filter(({ step, skipped }) => step === 'fault' && skipped === undefined);
    assert.ok(faults.length >= 1, run.stdout);
    const sizes = Object.fromEntries(
      outcome.count.sets.map(({ symbol, size }: { symbol: string; size: number }) => [symbol, size]),
    );
    assert.ok(sizes.A > 10, run.stdout);
    assert.equal(sizes.L, sizes.P + sizes.D, run.stdout);
    const broken = outcome.count.claims.filter(({ elements }: { elements: string[] }) => elements.length > 0);
    assert.deepEqual(broken, []);
    assert.equal(outcome.good, true, run.stdout);
    assert.equal(run.code, 0);
  });

  test('invalid options exit with 64, and help with 0', async () => {
    assert.equal((await runTool('chaos.ts', ['--rate', 'many'], {})).code, 64);
    const help = await runTool('chaos.ts', ['--help'], {});
    assert.equal(help.code, 0);
    assert.match(help.stdout, /--seed/);
  });
});
