import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { channels } from '../../scripts/conversation/channels.ts';
import { type Action, converse } from '../../scripts/conversation/converse.ts';
import { people } from '../../scripts/conversation/people.ts';
import { seededRandom } from '../../scripts/conversation/random.ts';
import { schedule } from '../../scripts/conversation/schedule.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { runTool } from './run-tool.ts';

const talk = (seed: string, count: number): Action[] => [...converse(seededRandom(seed)).take(count)];

test('the same seed gives the same conversation, another seed a different one', () => {
  assert.deepEqual(talk('a', 500), talk('a', 500));
  assert.notDeepEqual(talk('a', 500), talk('b', 500));
});

test('everybody speaks, in every channel, and all kinds of actions occur', () => {
  const actions = talk('waybill', 5_000);
  assert.deepEqual([...new Set(actions.map(({ kind }) => kind))].sort(), [
    'create',
    'delete',
    'edit',
    'join',
    'send',
  ]);
  const sent = actions.filter((action) => action.kind === 'send');
  assert.equal(new Set(sent.map(({ person }) => person)).size, people.length);
  assert.equal(new Set(sent.map(({ channel }) => channel)).size, channels.length);
  assert.ok(sent.length > 4_000);
  for (const { text } of sent) assert.doesNotMatch(text, /[<>]|undefined/);
  assert.ok(new Set(sent.map(({ text }) => text)).size > 2_000, 'people rarely repeat themselves');
});

test('an edit or a delete refers to an earlier message, and comes once', () => {
  const seen = new Set<number>();
  for (const action of talk('waybill', 5_000)) {
    if (action.kind === 'send') seen.add(action.message);
    if (action.kind === 'edit' || action.kind === 'delete') assert.ok(seen.has(action.message));
  }
});

test('the schedule keeps its rate on average and comes in bursts and pauses', () => {
  const due = [...schedule(100, 80_000, seededRandom('a'))];
  assert.ok(Math.abs(due.length - 8_000) <= 1, `${due.length}`);
  assert.deepEqual(
    due,
    due.toSorted((a, b) => a - b),
  );
  const perSecond = Array.from(
    { length: 80 },
    (_, second) => due.filter((at) => Math.floor(at / 1_000) === second).length,
  );
  assert.ok(Math.max(...perSecond) > 200 && Math.min(...perSecond) < 20);
});

describe('traffic', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline();
  });
  after(() => pipeline?.stop());

  test('is accepted, from all callers', async () => {
    const run = await runTool('traffic.ts', ['--rate', '60', '--for', '8s'], pipeline.environment);
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const [, accepted, sent] = /^(\d+) accepted of (\d+) sent/m.exec(run.stdout) ?? [];
    // Edits of messages that have no 202 yet are skipped, which happens on a busy machine.
    const skipped = /^(\d+) × skipped/m.exec(run.stdout)?.[1] ?? 0;
    assert.equal(Number(accepted) + Number(skipped), Number(sent), run.stdout);
    // 480 are due in that time. A busy machine sends fewer, but never more.
    assert.ok(Number(sent) > 20 && Number(sent) <= 480, run.stdout);
    const authors = async () =>
      new Set((await pipeline.alice.messages('general')).map(({ author }) => author));
    await waitUntil(async () => (await authors()).size === 2, { what: 'messages of both callers' });
    assert.deepEqual([...(await authors())].sort(), ['alice', 'bob']);
  });

  test('invalid options give one message', async () => {
    for (const args of [
      ['--rate', '0'],
      ['--for', '3 weeks'],
      ['--rat', '1'],
      ['--in-flight', 'x'],
    ]) {
      const run = await runTool('traffic.ts', args, pipeline.environment);
      assert.equal(run.code, 64);
      assert.doesNotMatch(run.stderr, /at .*\.ts/);
    }
  });
});
