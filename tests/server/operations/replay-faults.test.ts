import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { publishRetry } from '../../../adapters/jetstream/records/retries.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { ReplayAction } from '../../../contracts/operation.ts';
import { replayIdOf } from '../../../server/operations/replays/create-replay.ts';
import { paceOf } from '../../../server/operations/replays/default-pace.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startRole } from '../../engines/role.ts';
import { runTool } from '../../scripts/run-tool.ts';
import { makeDeadLetters, OPERATOR_KEY, type ReplayBed, startReplayBed } from './replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
let requests = 0;
const requestId = () => `fault-request-${++requests}`;
const channels = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ channel: `${name}-${n}` }));

describe('replays in trouble', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed({ WAYBILL_STORE_TIMEOUT_MS: '2000' });
  });
  after(() => bed?.stop());

  /** Writes what a runner would have written before it died. */
  async function writeActions(replayId: string, actions: ReplayAction[]): Promise<void> {
    let expected = 0;
    for (const [n, action] of actions.entries()) {
      const appended = await appendOperation(
        bed.inbox,
        {
          id: mintCommandId(0, 0),
          at: new Date(Date.now() - 60_000).toISOString(),
          actor: 'operator',
          requestId: `${replayId}-${n}`,
          reason: null,
          target: 'replay',
          replayId,
          ...action,
        },
        { expected, messageId: `${replayId}-${n}`, timeoutMs: 30_000 },
      );
      assert.equal(appended.kind, 'stored');
      expected = appended.kind === 'stored' ? appended.sequence : 0;
    }
  }

  /** A replay of new dead letters at this rate, of which more than `applied` have been applied. */
  async function replayInProgress(name: string, count: number, ratePerSecond: number, applied: number) {
    const deadLetterIds = await makeDeadLetters(bed, channels(name, count));
    const request = { ids: deadLetterIds, requestId: requestId(), pace: { ratePerSecond } };
    const { replayId } = (await bed.ops('POST', '/replays', request)).body as { replayId: string };
    await waitUntil(async () => (await bed.replay(replayId)).outcomes.applied > applied);
    return { deadLetterIds, replayId };
  }

  test('a runner that died between recording and sending: the next one checks, and sends what was not sent', async () => {
    await bed.operations.kill();
    const deadLetterIds = await makeDeadLetters(bed, channels('died', 6));
    const deadLetters = await bed.deadLetters();
    const replayId = replayIdOf('died-between');
    const epochId = await currentEpoch();
    // One was sent and applied, another sent, with its message still in RETRIES; four were never sent.
    const send = (deadLetterId: string) =>
      publishRetry(
        bed.inbox,
        { ...deadLetters.get(deadLetterId)!, epochId, replayId },
        { messageId: `replay:${replayId}:${deadLetterId}:${epochId}`, timeoutMs: 30_000 },
      );
    await send(deadLetterIds[0]!);
    await bed.pipeline.alice.request('GET', '/v1/channels/died-0/messages');
    await waitUntil(async () => (await bed.pipeline.alice.messages('died-0')).length === 1);
    await bed.stopWorker();
    await send(deadLetterIds[1]!);
    await writeActions(replayId, [
      {
        kind: 'replay-created',
        title: 'died',
        part: 1,
        parts: 1,
        count: 6,
        deadLetterIds,
        pace: paceOf({ canary: 6 }),
        override: false,
      },
      { kind: 'replay-sending', deadLetterIds },
    ]);
    await bed.operations.restart();
    await waitUntil(async () => (await bed.replay(replayId)).outcomes.applied === 1, {
      what: 'the one that was applied to be proven',
    });
    await bed.startWorker();
    const done = await bed.reaches(replayId, 'finished');
    assert.equal(done.outcomes.applied, 6);
    const sent = (await bed.actions()).filter(
      (action) => action.kind === 'replay-sending' && action.replayId === replayId,
    );
    assert.equal(sent.length, 1);
    for (const deadLetterId of deadLetterIds)
      assert.equal((await bed.deadLetters()).get(deadLetterId)!.count, 1);
  });

  test('a runner that was cancelled before it sent: what was only recorded is skipped, not sent', async () => {
    await bed.operations.kill();
    const deadLetterIds = await makeDeadLetters(bed, channels('cancelled', 3));
    const replayId = replayIdOf('cancelled-between');
    await writeActions(replayId, [
      {
        kind: 'replay-created',
        title: 'cancelled',
        part: 1,
        parts: 1,
        count: 3,
        deadLetterIds,
        pace: paceOf({}),
        override: false,
      },
      { kind: 'replay-sending', deadLetterIds: deadLetterIds.slice(0, 2) },
      { kind: 'replay-cancelled' },
    ]);
    await bed.operations.restart();
    const done = await bed.reaches(replayId, 'cancelled');
    assert.deepEqual([done.outcomes.skipped, done.outcomes.applied, done.waiting], [2, 0, 1]);
  });

  test('a half-written set is no replay until its request is repeated', async () => {
    const deadLetterIds = await makeDeadLetters(bed, channels('half', 600));
    const request = requestId();
    const replayId = replayIdOf(request);
    await writeActions(replayId, [
      {
        kind: 'replay-created',
        title: 'half',
        part: 1,
        parts: 2,
        count: 600,
        deadLetterIds: deadLetterIds.slice(0, 500),
        pace: paceOf({ ratePerSecond: 2_000 }),
        override: false,
      },
    ]);
    assert.equal((await bed.replay(replayId)).state, 'creating');
    const again = await bed.ops('POST', '/replays', { ids: deadLetterIds, requestId: request });
    assert.equal(again.status, 200, JSON.stringify(again.body));
    assert.equal((await bed.reaches(replayId, 'finished')).outcomes.applied, 600);
  });

  test('two operations roles: one runs the replay, and the other takes over when it is killed', async () => {
    const other = await startRole('operations', bed.pipeline.environment);
    try {
      const { replayId } = await replayInProgress('two', 120, 15, 20);
      await bed.operations.kill();
      await waitUntil(
        async () => {
          const response = await fetch(`${other.url}/ops/v1/replays/${replayId}`, {
            headers: { authorization: `Bearer ${OPERATOR_KEY}` },
          });
          return ((await response.json()) as { state: string }).state === 'finished';
        },
        { what: 'the other to finish it' },
      );
      await bed.operations.restart();
      assert.equal((await bed.reaches(replayId, 'finished')).outcomes.applied, 120);
    } finally {
      await other.kill();
    }
  });

  test('while the store is down it waits and says so; afterwards it continues without help', async () => {
    const { deadLetterIds, replayId } = await replayInProgress('down', 40, 5, 5);
    await bed.stopWorker();
    const history = join(bed.pipeline.dataDir, 'history.sqlite');
    move(history, `${history}-moved`);
    mkdirSync(history);
    await bed.startWorker();
    const down = await waitUntil(
      async () => {
        const now = await bed.replay(replayId);
        return /store can't be used/.test(now.why ?? '') ? now : undefined;
      },
      { what: 'the replay to say why it waits' },
    );
    assert.equal(down.state, 'running');
    const plan = await bed.ops('POST', '/replays/plan', {
      ids: await makeDeadLetters(bed, channels('meanwhile', 1)),
    });
    assert.deepEqual(plan.body.findingCounts, { 'store-down': 1 });
    rmSync(history, { recursive: true });
    move(`${history}-moved`, history);
    const done = await bed.reaches(replayId, 'finished');
    assert.deepEqual([done.outcomes.applied, done.outcomes.failedAgain], [40, 0]);
    for (const deadLetterId of deadLetterIds)
      assert.equal((await bed.deadLetters()).get(deadLetterId)!.count, 1);
  });

  test('removed retries prove nothing: they are sent again', async () => {
    const deadLetterIds = await makeDeadLetters(bed, channels('purged', 8));
    await bed.stopWorker();
    const { body } = await bed.ops('POST', '/replays', { ids: deadLetterIds, requestId: requestId() });
    await waitUntil(async () => (await streamInfo(bed.link, 'RETRIES'))!.state.messages === 8);
    await apiRequest(bed.link, 'STREAM.PURGE.RETRIES');
    await waitUntil(async () => (await streamInfo(bed.link, 'RETRIES'))!.state.messages === 8, {
      what: 'them to be sent again',
    });
    const before = await bed.replay(body.replayId);
    assert.deepEqual([before.underWay, before.outcomes.applied], [8, 0]);
    await bed.startWorker();
    assert.equal((await bed.reaches(body.replayId, 'finished')).outcomes.applied, 8);
  });

  test('a rebuild in between: what was sent to the old epoch is sent to the new one', async () => {
    const { replayId } = await replayInProgress('rebuilt', 60, 8, 8);
    await bed.stopWorker();
    await waitUntil(async () => (await bed.replay(replayId)).underWay > 0, { what: 'some to be sent' });
    const { underWay } = await bed.replay(replayId);
    assert.ok(underWay > 0);
    const rebuilt = await runTool('rebuild.ts', ['history', '--yes'], bed.pipeline.environment);
    assert.equal(rebuilt.code, 0, rebuilt.stderr);
    await bed.startWorker();
    const done = await bed.reaches(replayId, 'finished');
    assert.deepEqual([done.outcomes.applied, done.outcomes.skipped], [60, 0]);
    assert.equal((await bed.pipeline.alice.messages('rebuilt-59')).length, 1);
  });

  test('nats-server killed in between: the replay continues, and each dead letter has one outcome', async () => {
    const { replayId } = await replayInProgress('log', 100, 15, 20);
    await bed.pipeline.nats.kill();
    await bed.pipeline.nats.restart();
    const done = await bed.reaches(replayId, 'finished');
    assert.equal(done.outcomes.applied, 100);
  });

  async function currentEpoch(): Promise<string> {
    const { openSqliteHistoryStore } = await import(
      '../../../adapters/sqlite/history/sqlite-history-store.ts'
    );
    const store = openSqliteHistoryStore({
      path: join(bed.pipeline.dataDir, 'history.sqlite'),
      timeoutMs: 30_000,
      maxCalls: 10,
      readers: 1,
    });
    try {
      return (await waitUntil(() => store.epochId(), { what: 'the epoch' })) as string;
    } finally {
      await store.close();
    }
  }
});

function move(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(from + suffix, to + suffix);
    } catch {
      // A closed database has neither.
    }
  }
}
