import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { historySchema } from '../../adapters/sqlite/history/history-schema.ts';
import { openWriter } from '../../adapters/sqlite/projection/open-writer.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { testSeed } from '../../scripts/testing/test-seed.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { differences } from './differences.ts';
import { clientAnswerOf, OutsideCounter, type RawEvent, sameClientAnswer, type Truth } from './outside.ts';
import { backlogsOf, whatIsSaid } from './said.ts';

/**
 * Random mixtures of faults on a running system. Whenever the system is at rest, the numbers in the API, the metrics
 * and the console are compared with a count from outside: the raw streams and the rows of the store. `npm test` plays
 * each fault once. `npm run test:random`, or a number of steps in `WAYBILL_TRUTH_STEPS`, plays that many in random
 * order.
 */
const STEPS = Number(
  process.env.WAYBILL_TRUTH_STEPS ?? (process.env.WAYBILL_TEST_SEED === undefined ? 0 : 12),
);
const KEY = 'olga-key-0123456789';
const AGREE_MS = 30_000;
const CHANNELS = ['a', 'b', 'c', 'd', 'e', 'f'];

const skip = natsServerBinary() ? false : 'no nats-server';

describe('every number is right under every fault', {
  skip,
  timeout: Math.max(170_000, STEPS * 40_000),
}, () => {
  let pipeline: FaultyPipeline;
  let operations: TestRole;
  let ops: Client;
  let outside: OutsideCounter;
  let isDown = false;
  let lock: DatabaseSync | undefined;
  const paused = new Set<string>();
  const state = { seed: testSeed };

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_PARTITIONS: '2',
      WAYBILL_RETRY_SCHEDULE: '10m,10m,10m',
      WAYBILL_BUG_ATTEMPTS: '3',
      WAYBILL_ACK_WAIT_MS: '1000',
      WAYBILL_STORE_TIMEOUT_MS: '500',
      WAYBILL_BRAKE_SLOW_AFTER: '100000',
      WAYBILL_BRAKE_PAUSE_AFTER: '100000',
    });
    pipeline.launch();
    operations = await startRole('operations', {
      ...pipeline.environment,
      WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
      WAYBILL_CONSUMER_SNAPSHOT_MS: '200',
      WAYBILL_CONSUMER_WINDOW: '4',
      WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
      WAYBILL_RECONCILIATION_GRACE_MS: '500',
      WAYBILL_ALERT_EVALUATE_MS: '200',
      WAYBILL_ALERT_STATUS_FOR_MS: '0',
      WAYBILL_ALERT_CLEAR_MS: '200',
      WAYBILL_ALERT_LAG_EVENTS: '5',
      WAYBILL_ALERT_LAG_FOR_MS: '0',
    });
    ops = clientOf(operations.url, KEY);
    await waitUntil(
      async () => {
        const { body } = await ops.request('GET', '/ops/v1/consumers');
        return body.consumers.filter(({ kind }: { kind: string }) => kind === 'projection').length === 2;
      },
      { what: 'the consumers of both partitions' },
    );
    outside = new OutsideCounter(pipeline.link, projectionFile(pipeline.dataDir, 'history'));
  });
  after(async () => {
    lock?.close();
    await operations?.kill();
    await pipeline?.stop();
  });

  const random = (most: number): number => {
    state.seed = (state.seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state.seed / 2 ** 31) * most);
  };
  const send = async (count: number, text: string) => {
    const sent = await Promise.all(
      Array.from({ length: count }, (_, n) => pipeline.alice.send(CHANNELS[n % CHANNELS.length]!, text)),
    );
    for (const { status } of sent) assert.equal(status, 202);
  };
  const steer = async (stream: string, action: 'pause' | 'resume') => {
    const { body } = await ops.request('GET', '/ops/v1/consumers');
    const own = body.consumers.find(
      (each: { kind: string; stream: string }) => each.kind === 'projection' && each.stream === stream,
    );
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body: answer } = await ops.request(
      'POST',
      `/ops/v1/consumers/${stream}/${own.consumer}/${action}`,
      { requestId: randomUUID(), reason: 'A test.', ...(action === 'pause' ? { until } : {}) },
    );
    assert.equal(status, 200, JSON.stringify(answer));
  };

  /** Whether the history has its consumer on this stream. If it was deleted, lags are unknown. */
  const isThere = async (stream: string): Promise<boolean> => {
    const { body } = await ops.request('GET', '/ops/v1/consumers');
    return body.consumers.some(
      (each: { kind: string; stream: string; lag: number | null }) =>
        each.kind === 'projection' && each.stream === stream && each.lag !== null,
    );
  };

  /** Every fault, and how it ends. */
  const steps: Record<string, () => Promise<void>> = {
    good: () => send(1 + random(8), 'good'),
    'fail and retry in minutes': () => send(5 + random(20), 'transient 99'),
    'throw and retry in minutes': () => send(1 + random(5), 'throw'),
    'dead letters': () => send(1 + random(3), 'poison'),
    async 'worker killed, or started'() {
      if (isDown) pipeline.launch();
      else await pipeline.end('SIGKILL', true);
      isDown = !isDown;
    },
    async 'operations killed'() {
      await operations.restart();
      ops = clientOf(operations.url, KEY);
    },
    async 'partition paused, or resumed'() {
      const stream = `EVENTS-1-${random(2)}`;
      if (!(await isThere(stream))) return;
      await steer(stream, paused.has(stream) ? 'resume' : 'pause');
      if (!paused.delete(stream)) paused.add(stream);
    },
    async 'store locked, or freed'() {
      if (lock) {
        lock.exec('ROLLBACK');
        lock.close();
        lock = undefined;
        return;
      }
      lock = openWriter(projectionFile(pipeline.dataDir, 'history'), 5_000, historySchema);
      lock.exec('BEGIN IMMEDIATE');
      // A worker notices a locked store only when it writes.
      await send(2, 'good');
    },
    async 'consumer deleted while no worker runs'() {
      if (!isDown) await steps['worker killed, or started']!();
      const stream = `EVENTS-1-${random(2)}`;
      if (!(await isThere(stream))) return;
      const { body } = await ops.request('GET', '/ops/v1/consumers');
      const { consumer } = body.consumers.find(
        (each: { kind: string; stream: string }) => each.kind === 'projection' && each.stream === stream,
      );
      await apiRequest(pipeline.link, `CONSUMER.DELETE.${stream}.${consumer}`);
      paused.delete(stream);
    },
    async 'replay of all dead letters'() {
      const { body } = await ops.request('GET', '/ops/v1/dead-letters?state=open&limit=100');
      const ids = body.deadLetters.map(({ id }: { id: string }) => id);
      if (ids.length === 0 || isDown || lock || paused.size > 0) return;
      pipeline.faults(random(2) === 0 ? 'off' : 'on');
      const { status, body: answer } = await ops.request('POST', '/ops/v1/replays', {
        requestId: randomUUID(),
        ids,
        title: 'A test',
        reason: 'A test.',
        override: true,
        pace: { canary: 1, holdAfterCanary: false, stopAtFailureShare: 1, stopAfterFailures: 1_000 },
      });
      assert.ok(status < 300, JSON.stringify(answer));
      await waitUntil(
        async () =>
          (await ops.request('GET', `/ops/v1/replays/${answer.replayId}`)).body.state === 'finished',
        { what: 'the end of the replay', intervalMs: 100 },
      );
      pipeline.faults('on');
    },
  };

  /** The truth once nothing changes any more. */
  async function atRest(): Promise<Truth> {
    let before: Truth | undefined;
    return waitUntil(
      async () => {
        const now = clientAnswerOf(await outside.count());
        const isSame = before !== undefined && sameClientAnswer(before, now);
        before = now;
        return isSame ? now : undefined;
      },
      { what: 'rest', intervalMs: 700 },
    );
  }

  async function statesAgree({ unapplied }: Truth, all: readonly RawEvent[]): Promise<string[]> {
    const open = new Set(unapplied.map(({ id }) => id));
    const chosen = [unapplied[0], all.at(-1)].filter((each) => each !== undefined);
    const answers = await Promise.all(
      chosen.map(({ id }) => pipeline.alice.request('GET', `/v1/commands/${id}`)),
    );
    return answers.flatMap(({ body }, n) => {
      const isOpen = ['accepted', 'processing', 'retrying', 'replayed'].includes(body.state);
      const { id } = chosen[n]!;
      return isOpen === open.has(id) ? [] : [`command ${id} says ${body.state}`];
    });
  }

  async function check(name: string): Promise<void> {
    let last: string[] = [];
    try {
      await waitUntil(
        async () => {
          const truth = await atRest();
          const url = [...operations.log().matchAll(/"metrics":"(http:[^"]+)"/g)].at(-1)?.[1];
          const said = await whatIsSaid(ops, url!);
          last = [
            ...differences(truth, said, { isReadable: lock === undefined }, Date.now()),
            ...(await statesAgree(truth, (await outside.count()).accepted)),
          ];
          return last.length === 0;
        },
        { what: 'agreement', timeoutMs: AGREE_MS, intervalMs: 200 },
      );
    } catch (error) {
      throw new Error(`After "${name}" (seed ${testSeed}):\n${last.join('\n')}\n${(error as Error).message}`);
    }
  }

  async function play(name: string): Promise<void> {
    await steps[name]!();
    await check(name);
  }

  test('while a backlog grows and drains, all numbers for it in one answer for Overview are equal', async () => {
    for (const stream of ['EVENTS-1-0', 'EVENTS-1-1']) await steer(stream, 'pause');
    const seen = new Set<number>();
    let withAlert = 0;
    const look = async () => {
      const { body } = await ops.request('GET', '/ops/v1/overview');
      const backlogs = backlogsOf(body);
      assert.equal(new Set(backlogs).size, 1, backlogs.join());
      seen.add(backlogs[0]!);
      if (backlogs.length === 5) withAlert += 1;
      return backlogs[0];
    };
    for (let n = 0; n < 25; n += 1) await Promise.all([send(8, 'good'), look()]);
    for (const stream of ['EVENTS-1-0', 'EVENTS-1-1']) await steer(stream, 'resume');
    await waitUntil(async () => (await look()) === 0, { what: 'no backlog' });
    assert.ok(seen.size > 2 && withAlert > 0, `${[...seen]}; ${withAlert} with the alert`);
  });

  if (STEPS === 0) {
    // Each fault once, in an order in which they overlap.
    for (const name of [
      'good',
      'fail and retry in minutes',
      'partition paused, or resumed',
      'dead letters',
      'worker killed, or started',
      'operations killed',
      'consumer deleted while no worker runs',
      'worker killed, or started',
      'replay of all dead letters',
      'store locked, or freed',
      'store locked, or freed',
    ])
      test(name, () => play(name));
  } else
    fc.sample(fc.constantFrom(...Object.keys(steps)), { numRuns: STEPS, seed: testSeed }).forEach(
      (name, n) => {
        test(`${n}: ${name}`, () => play(name));
      },
    );
});
