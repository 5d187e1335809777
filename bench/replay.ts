import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { streamInfo } from '../adapters/jetstream/streams/stream-info.ts';
import { deadLetterIdOf } from '../contracts/dead-letter.ts';
import { decodeEvent } from '../contracts/event.ts';
import type { ReplayOutcome } from '../contracts/operation.ts';
import { waitUntil } from '../tests/engines/condition.ts';
import { startReplayBed } from '../tests/server/operations/replay-bed.ts';

/**
 * A bulk replay of real dead letters, of which every one is checked: most succeed, some fail again, one id is unknown,
 * and the runner is killed during the replay.
 * Usage: `npm run bench:replay -- --count 10000 --broken 100 --kills 2 --sync always`
 */
const { values: given } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    broken: { type: 'string', default: '100' },
    kills: { type: 'string', default: '2' },
    sync: { type: 'string', default: 'always' },
    rate: { type: 'string', default: '2000' },
  },
});
const { sync } = given;
const count = Number(given.count);
const broken = Number(given.broken);
const kills = Number(given.kills);
const rate = Number(given.rate);
const UNKNOWN = 'history.1-0-99999999';
const AT_ONCE = 50;

const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

const bed = await startReplayBed({ WAYBILL_PARTITIONS: '4' }, { sync });
try {
  let begun = performance.now();
  const deadLetterIds: string[] = [];
  for (let n = 0; n < count - broken; n += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - broken - n);
    const answers = await Promise.all(
      Array.from({ length: size }, (_, at) =>
        bed.pipeline.alice.send(`channel-${(n + at) % 997}`, `poison ${n}`),
      ),
    );
    for (const { status, body } of answers) {
      assert.equal(status, 202);
      deadLetterIds.push(deadLetterIdOf('history', body.position));
    }
  }
  const bad: string[] = [];
  for (let n = 0; n < broken; n += 1)
    bad.push(
      (await bed.publishBroken(`channel-${n * 9}`, { channelId: `channel-${n * 9}`, text: n })).deadLetterId,
    );
  await waitUntil(async () => (await streamInfo(bed.link, 'DEAD_LETTERS'))?.state.messages === count, {
    timeoutMs: 300_000,
    intervalMs: 200,
    what: 'the dead letters',
  });
  console.log(`${count} dead letters made by a worker in ${seconds(begun)}`);
  bed.setFaults('off');

  begun = performance.now();
  const ids = [...deadLetterIds, ...bad, UNKNOWN];
  const plan = await bed.ops('POST', '/replays/plan', { ids, pace: { ratePerSecond: rate } });
  assert.equal(plan.status, 200, JSON.stringify(plan.body));
  console.log(
    `planned in ${seconds(begun)}: ${plan.body.count} to send, ${JSON.stringify(plan.body.findingCounts)}`,
  );
  begun = performance.now();
  const again = await bed.ops('POST', '/replays/plan', { ids, pace: { ratePerSecond: rate } });
  console.log(`planned again in ${seconds(begun)}`);

  begun = performance.now();
  const { body: created } = await bed.ops('POST', '/replays', {
    plan: again.body.plan,
    requestId: 'bench-replay-request',
    reason: 'The worker is fixed.',
    pace: { ratePerSecond: rate },
  });
  console.log(`created in ${seconds(begun)}`);
  begun = performance.now();
  for (let kill = 1; kill <= kills; kill += 1) {
    const ended = (count * kill) / (kills + 1);
    await waitUntil(async () => (await bed.replay(created.replayId)).outcomes.applied >= ended, {
      timeoutMs: 600_000,
      intervalMs: 200,
    });
    await bed.operations.restart();
    console.log(`killed and started again at ${Math.round(ended)} (${seconds(begun)})`);
  }
  const done = await bed.reaches(created.replayId, 'finished', 600_000);
  const took = (performance.now() - begun) / 1_000;
  console.log(
    `finished in ${took.toFixed(1)} s, ${Math.round(count / took)}/s: ${JSON.stringify(done.outcomes)}`,
  );

  assert.deepEqual(done.outcomes, {
    applied: count - broken,
    superseded: 0,
    rejected: 0,
    failedAgain: broken,
    skipped: 1,
  });
  const deadLetters = await bed.deadLetters();
  for (const deadLetterId of deadLetterIds) assert.equal(deadLetters.get(deadLetterId)!.count, 1);
  for (const deadLetterId of bad)
    assert.deepEqual([deadLetters.get(deadLetterId)!.attempts, deadLetters.get(deadLetterId)!.count], [2, 2]);
  const actions = await bed.actions();
  const outcomes = actions.flatMap((action): ReplayOutcome[] =>
    action.kind === 'replay-outcomes' ? action.outcomes : [],
  );
  assert.deepEqual(outcomes.map(({ deadLetterId }) => deadLetterId).toSorted(), ids.toSorted());
  const sent = actions.flatMap((action) => (action.kind === 'replay-sending' ? action.deadLetterIds : []));
  assert.equal(new Set(sent).size, sent.length, 'a dead letter was replayed twice');
  console.log(
    `audit: ${actions.length} actions, one outcome for each of ${ids.length} dead letters, none replayed twice`,
  );

  begun = performance.now();
  const channels = new Map<string, Set<string>>();
  for (const deadLetterId of deadLetterIds) {
    const event = decodeEvent(deadLetters.get(deadLetterId)!.bytes);
    const channel = String(event.data.channelId);
    channels.set(channel, (channels.get(channel) ?? new Set()).add(String(event.data.messageId)));
  }
  for (const [channel, messageIds] of channels) {
    const messages = await bed.pipeline.alice.messages(channel);
    assert.deepEqual(new Set(messages.map(({ messageId }) => messageId)), messageIds);
    assert.equal(messages.length, messageIds.size);
  }
  const open = await bed.ops('POST', '/replays/plan', { filter: { consumer: 'history' } });
  assert.equal(open.body.count, broken);
  console.log(
    `read back by the API in ${seconds(begun)}: ${deadLetterIds.length} messages, each once; ${broken} open`,
  );
} finally {
  await bed.stop();
}
