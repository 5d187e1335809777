import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { makeDeadLetters, type ReplayBed, startReplayBed } from './replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const UNKNOWN = 'history.1-0-999999';
let requests = 0;
const requestId = () => `request-${process.pid}-${++requests}`;
const channels = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}`);

describe('replays', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed();
  });
  after(() => bed?.stop());

  test('one dead letter: planned, sent to the consumer that failed, proven by the read model', async () => {
    const [deadLetterId] = (await bed.failing(['one'])) as [string];
    const deadLetter = (await bed.deadLetters()).get(deadLetterId)!;
    const plan = await bed.ops('POST', '/replays/plan', { ids: [deadLetterId, UNKNOWN] });
    assert.equal(plan.status, 200, JSON.stringify(plan.body));
    assert.deepEqual([plan.body.count, plan.body.skipped], [1, 1]);
    assert.deepEqual(plan.body.findingCounts, { unknown: 1 });
    assert.equal(plan.body.bytes, deadLetter.bytes.length);
    assert.deepEqual(plan.body.reaches, [
      { consumer: 'history', deadLetters: 1, aggregates: 1, storeUsable: true },
    ]);
    bed.setFaults('off');
    const created = await bed.ops('POST', '/replays', { plan: plan.body.plan, requestId: requestId() });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const done = await bed.reaches(created.body.replayId, 'finished');
    bed.setFaults('on');
    assert.deepEqual(done.outcomes, { applied: 1, superseded: 0, rejected: 0, failedAgain: 0, skipped: 1 });
    assert.match(done.failures[0]!.detail, /unknown/);
    const status = await bed.pipeline.alice.status(deadLetter.eventId!, 'applied');
    assert.equal(status.body.position, deadLetter.position);
    const again = await bed.ops('POST', '/replays/plan', { ids: [deadLetterId] });
    assert.deepEqual(again.body.findingCounts, { resolved: 1 });
    const { body: page } = await bed.ops('GET', `/dead-letters/${deadLetterId}`);
    assert.deepEqual([page.deadLetter.changedBy, page.replays[0].actor], ['olga', 'olga']);
    const outcome = page.actions.find(({ kind }: { kind: string }) => kind === 'replay-outcomes');
    assert.deepEqual([outcome.actor, outcome.details.onBehalfOf], ['waybill', 'olga']);
  });

  test('one that fails again stays the same dead letter, with one attempt more; the third replay needs an override', async () => {
    const { deadLetterId } = await bed.broken('guard', { channelId: 'guard', text: 1 });
    const before = (await bed.deadLetters()).get(deadLetterId)!;
    for (let turn = 1; turn <= 2; turn += 1) {
      const created = await bed.ops('POST', '/replays', { ids: [deadLetterId], requestId: requestId() });
      const done = await bed.reaches(created.body.replayId, 'finished');
      assert.equal(done.outcomes.failedAgain, 1);
      const deadLetter = (await bed.deadLetters()).get(deadLetterId)!;
      assert.deepEqual([deadLetter.attempts, deadLetter.count], [before.attempts + turn, 1 + turn]);
      assert.equal(deadLetter.replayId, created.body.replayId);
    }
    const refused = await bed.ops('POST', '/replays', { ids: [deadLetterId], requestId: requestId() });
    assert.deepEqual([refused.status, refused.body.type], [409, '/problems/loop-guard']);
    const plan = await bed.ops('POST', '/replays/plan', { ids: [deadLetterId] });
    assert.deepEqual(plan.body.findingCounts, { schema: 1, 'loop-guard': 1 });
    const unreasoned = await bed.ops('POST', '/replays', {
      ids: [deadLetterId],
      override: true,
      requestId: requestId(),
    });
    assert.equal(unreasoned.status, 400);
    const overridden = await bed.ops('POST', '/replays', {
      ids: [deadLetterId],
      override: true,
      reason: 'To see it fail once more.',
      requestId: requestId(),
    });
    assert.equal(overridden.status, 201);
    assert.equal((await bed.reaches(overridden.body.replayId, 'finished')).outcomes.failedAgain, 1);
  });

  test('a double click makes one replay; the same request id for another set is refused', async () => {
    const deadLetterIds = await makeDeadLetters(
      bed,
      channels('double', 3).map((channel) => ({ channel })),
    );
    const body = { ids: deadLetterIds, requestId: requestId() };
    const both = await Promise.all([bed.ops('POST', '/replays', body), bed.ops('POST', '/replays', body)]);
    assert.equal(both[0].body.replayId, both[1].body.replayId);
    await bed.reaches(both[0].body.replayId, 'finished');
    assert.equal((await bed.ops('POST', '/replays', body)).status, 200);
    const actions = (await bed.actions()).filter(
      (action) => 'replayId' in action && action.replayId === both[0].body.replayId,
    );
    assert.equal(actions.filter(({ kind }) => kind === 'replay-created').length, 1);
    const other = await bed.ops('POST', '/replays', { ...body, ids: [UNKNOWN] });
    assert.deepEqual([other.status, other.body.type], [422, '/problems/request-id-reused']);
  });

  test('an empty filter, and one that finds nothing, are refused', async () => {
    for (const filter of [{}, { code: 'no-such-code' }]) {
      const plan = await bed.ops('POST', '/replays/plan', { filter });
      assert.deepEqual([plan.status, plan.body.type], [422, '/problems/empty-selection']);
    }
    assert.equal((await bed.ops('POST', '/replays/plan', {})).status, 400);
  });

  test('a plan accepts what the lists accept: groups, filters, and the shown state', async () => {
    const name = `listed-${process.pid}`;
    const deadLetterIds = await makeDeadLetters(
      bed,
      Array.from({ length: 6 }, (_, n) => ({ channel: name, broken: n % 2 === 0 })),
    );
    const shown = async (query: string) => (await bed.ops('GET', `/dead-letters?${query}`)).body;
    const byFilter = { aggregate: `channel/${name}`, code: 'INVALID', q: 'mended' };
    const plan = await bed.ops('POST', '/replays/plan', { filter: byFilter });
    assert.deepEqual([plan.status, plan.body.count], [200, 3], JSON.stringify(plan.body));
    assert.equal((await shown(String(new URLSearchParams(byFilter)))).total, 3);

    const { group } = (await shown(`aggregate=channel/${name}&code=schema-violation`)).deadLetters[0];
    const { total } = await shown(`group=${group}&state=open`);
    const ofGroup = await bed.ops('POST', '/replays/plan', { group });
    assert.deepEqual([ofGroup.body.count, ofGroup.body.findingCounts.schema], [total, total]);
    for (const filter of [{ from: '2020-13-45' }, { fingerprint: group }, { state: 'opened' }]) {
      const refused = await bed.ops('POST', '/replays/plan', { filter });
      assert.equal(refused.status, 400, JSON.stringify(filter));
      assert.match(refused.body.errors[0].pointer, /^\/filter/);
    }

    const discard = { kind: 'discarded', reason: 'test', requestId: crypto.randomUUID() };
    assert.equal((await bed.ops('POST', `/dead-letters/${deadLetterIds[1]}/actions`, discard)).status, 200);
    const without = await bed.ops('POST', '/replays/plan', { filter: byFilter });
    assert.deepEqual([without.body.count, without.body.skipped], [2, 0]);
    const named = await bed.ops('POST', '/replays/plan', { ids: deadLetterIds });
    assert.deepEqual([named.body.count, named.body.findingCounts.discarded], [5, 1]);
    // The plan was made before the discard: its dead letter is checked again at its turn.
    const { body } = await bed.ops('POST', '/replays', { plan: plan.body.plan, requestId: requestId() });
    const done = await bed.reaches(body.replayId, 'finished');
    assert.deepEqual([done.outcomes.applied, done.outcomes.skipped], [2, 1]);
    assert.match(done.failures[0]!.detail, /discarded \(olga\)/);
  });

  test('a plan right after the index was deleted includes all of them, or says that it cannot yet', async () => {
    const name = `deleted-${process.pid}`;
    await makeDeadLetters(
      bed,
      Array.from({ length: 500 }, () => ({ channel: name })),
    );
    const filter = { aggregate: `channel/${name}` };
    for (let turn = 0; turn < 5; turn += 1) {
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(bed.pipeline.dataDir, `operations-index.sqlite${suffix}`), { force: true });
      const { status, body } = await bed.ops('POST', '/replays/plan', { filter });
      if (status === 200) assert.equal(body.count, 500);
      else assert.deepEqual([status, body.type], [503, '/problems/unavailable'], JSON.stringify(body));
    }
    const plan = await waitUntil(async () => {
      const planned = await bed.ops('POST', '/replays/plan', { filter });
      return planned.status === 200 ? planned.body : undefined;
    });
    assert.equal(plan.count, 500);
  });

  test('it pauses when too many fail again, says why, and continues when resumed', async () => {
    const deadLetterIds = await makeDeadLetters(
      bed,
      channels('stops', 40).map((channel, n) => ({ channel, broken: n < 8 })),
    );
    const { body } = await bed.ops('POST', '/replays', {
      ids: deadLetterIds,
      requestId: requestId(),
      pace: { canary: 10, stopAtFailureShare: 0.5, stopAfterFailures: 5 },
    });
    const stopped = await bed.reaches(body.replayId, 'paused');
    assert.match(stopped.why!, /stopped by itself: [5-8] of ([5-9]|10) failed again/);
    assert.equal(stopped.waiting, 30, 'nothing was sent after the canary');
    const refused = await bed.ops('POST', `/replays/${body.replayId}/resume`, { requestId: requestId() });
    assert.equal(refused.status, 200);
    const done = await bed.reaches(body.replayId, 'finished');
    assert.deepEqual([done.outcomes.applied, done.outcomes.failedAgain], [32, 8]);
    const late = await bed.ops('POST', `/replays/${body.replayId}/cancel`, { requestId: requestId() });
    assert.deepEqual([late.status, late.body.type], [409, '/problems/acted-before']);
  });

  test('it pauses after the canary; paused it sends nothing; cancelled the rest stays open', async () => {
    const deadLetterIds = await makeDeadLetters(
      bed,
      channels('held', 60).map((channel) => ({ channel })),
    );
    const plan = await bed.ops('POST', '/replays/plan', { ids: deadLetterIds });
    const { body } = await bed.ops('POST', '/replays', {
      plan: plan.body.plan,
      requestId: requestId(),
      pace: { canary: 5, holdAfterCanary: true, ratePerSecond: 20 },
    });
    const held = await bed.reaches(body.replayId, 'paused');
    assert.deepEqual([held.outcomes.applied, held.waiting, held.underWay], [5, 55, 0]);
    const steer = (steering: string) =>
      bed.ops('POST', `/replays/${body.replayId}/${steering}`, { requestId: requestId() });
    await steer('resume');
    await waitUntil(async () => (await bed.replay(body.replayId)).outcomes.applied > 10, {
      what: 'some more',
    });
    assert.equal((await steer('pause')).body.state, 'paused');
    assert.equal((await steer('pause')).status, 200);
    await waitUntil(async () => (await bed.replay(body.replayId)).underWay === 0, {
      what: 'the rest under way',
    });
    const { waiting } = await bed.replay(body.replayId);
    assert.ok(waiting > 0);
    const blocked = await bed.ops('POST', '/replays/plan', { ids: [deadLetterIds.at(-1)] });
    assert.equal(blocked.body.type, undefined);
    assert.deepEqual(blocked.body.findingCounts, { replaying: 1 });
    await steer('cancel');
    const cancelled = await bed.reaches(body.replayId, 'cancelled');
    assert.equal(cancelled.waiting, waiting);
    assert.equal((await bed.ops('POST', '/replays/plan', { ids: [deadLetterIds.at(-1)] })).body.count, 1);
  });

  test('dead letters of one aggregate go one after the other, in log order', async () => {
    const deadLetterIds = await makeDeadLetters(
      bed,
      channels('order', 12).map((_, n) => ({ channel: `order-${n % 2}` })),
    );
    const { body } = await bed.ops('POST', '/replays', {
      ids: deadLetterIds.toReversed(),
      requestId: requestId(),
    });
    const done = await bed.reaches(body.replayId, 'finished');
    assert.equal(done.outcomes.applied, 12);
    const sent = (await bed.actions()).flatMap((action) =>
      action.kind === 'replay-sending' && action.replayId === body.replayId ? [action.deadLetterIds] : [],
    );
    assert.ok(
      sent.every((batch) => batch.length <= 2),
      JSON.stringify(sent),
    );
    for (const parity of [0, 1]) {
      const own = sent.flat().filter((deadLetterId) => deadLetterIds.indexOf(deadLetterId) % 2 === parity);
      assert.deepEqual(own, own.toSorted());
    }
  });

  test('while the worker is down it waits, and no attempt is used up', async () => {
    const deadLetterIds = await makeDeadLetters(
      bed,
      channels('away', 30).map((channel) => ({ channel })),
    );
    await bed.stopWorker();
    const { body } = await bed.ops('POST', '/replays', { ids: deadLetterIds, requestId: requestId() });
    await waitUntil(async () => (await bed.replay(body.replayId)).underWay === 10, { what: 'the canary' });
    const silent = await waitUntil(
      async () => {
        const { why } = await bed.replay(body.replayId);
        return why?.startsWith('No worker') ? why : undefined;
      },
      { what: 'the replay to say that no worker is there', timeoutMs: 30_000 },
    );
    assert.match(
      silent,
      /^No worker is connected\. The last one was process \d+ on \S+\. The replay continues once a worker of history runs\.$/,
    );
    await bed.startWorker();
    assert.equal((await bed.reaches(body.replayId, 'finished')).outcomes.applied, 30);
  });

  test('200 of which 5 fail again and one is unknown, the runner killed twice in between', async () => {
    const mended = await bed.failing(channels('many', 194));
    const broken = await Promise.all(
      channels('many-broken', 5).map((channel) => bed.broken(channel, { channelId: channel, text: 1 })),
    );
    const deadLetterIds = [...mended, ...broken.map(({ deadLetterId }) => deadLetterId), UNKNOWN];
    bed.setFaults('off');
    const plan = await bed.ops('POST', '/replays/plan', { ids: deadLetterIds });
    const { body } = await bed.ops('POST', '/replays', {
      plan: plan.body.plan,
      requestId: requestId(),
      pace: { ratePerSecond: 100 },
    });
    for (const ended of [20, 80]) {
      await waitUntil(async () => (await bed.replay(body.replayId)).outcomes.applied >= ended, {
        what: `${ended} to be applied`,
      });
      await bed.operations.restart();
    }
    const done = await bed.reaches(body.replayId, 'finished');
    bed.setFaults('on');
    assert.deepEqual(done.outcomes, {
      applied: 194,
      superseded: 0,
      rejected: 0,
      failedAgain: 5,
      skipped: 1,
    });
    const deadLetters = await bed.deadLetters();
    for (const { deadLetterId } of broken)
      assert.deepEqual(
        [deadLetters.get(deadLetterId)!.attempts, deadLetters.get(deadLetterId)!.count],
        [2, 2],
      );
    for (const deadLetterId of mended) assert.equal(deadLetters.get(deadLetterId)!.count, 1);
    const outcomes = (await bed.actions()).flatMap((action): ReplayOutcome[] =>
      action.kind === 'replay-outcomes' && action.replayId === body.replayId ? action.outcomes : [],
    );
    assert.deepEqual(outcomes.map(({ deadLetterId }) => deadLetterId).toSorted(), deadLetterIds.toSorted());
    for (const deadLetterId of mended.slice(0, 20))
      await bed.pipeline.alice.status(deadLetters.get(deadLetterId)!.eventId!, 'applied');
  });
});
