import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionItem } from '../../components/ui/timeline/activity-item.ts';
import { foldSteps } from '../../components/ui/timeline/fold-steps.ts';
import type { Action } from '../../contracts/dead-letters.ts';

const time = (iso: string) => iso.slice(11, 19);
let sequence = 0;

/** An action at a second of 01:16. */
function at(second: number, kind: string, details: Action['details'] = {}, targetId = 'r-1') {
  sequence += 1;
  const action: Action = {
    sequence,
    id: `i-${sequence}`,
    at: `2026-11-23T01:16:${String(second).padStart(2, '0')}.000Z`,
    actor: kind.startsWith('replay-s') || kind.startsWith('replay-o') ? 'waybill' : 'olga',
    kind,
    target: kind === 'noted' ? 'group' : 'replay',
    targetId,
    requestId: 'r',
    reason: null,
    details,
  };
  return actionItem(action, time);
}
const sent = (second: number, count: number, of?: string) =>
  at(second, 'replay-sending', { deadLetterIds: [], deadLetterIdsCount: count }, of);
const ended = (second: number, outcomes: string[], of?: string) =>
  at(second, 'replay-outcomes', { outcomes: outcomes.map((outcome) => ({ outcome })) }, of);

const recorded = (items: Parameters<typeof foldSteps>[0]) =>
  foldSteps(items).map((line) =>
    'folded' in line
      ? `${line.status.word}: ${line.says}, ${time(line.from)} – ${time(line.at)}, of ${line.folded.length}`
      : `${line.status.word}: ${line.says}`,
  );

test('neighbours of one replay are one line, with their sums and times', () => {
  const items = [
    at(30, 'replay-finished'),
    ended(28, ['applied', 'superseded']),
    ended(27, ['applied', 'failed-again']),
    sent(26, 4),
    at(20, 'replay-resumed'),
    ended(12, ['applied']),
    sent(11, 1),
    at(10, 'replay-created', { title: 'all', count: 5 }),
  ];
  assert.deepEqual(recorded(items), [
    'replay finished: null',
    'replay outcomes: 4 sent; 4 ended: 2 applied, 1 superseded, 1 failed again, 01:16:26 – 01:16:28, of 3',
    'replay resumed: null',
    'replay outcomes: 1 sent; 1 ended: 1 applied, 01:16:11 – 01:16:12, of 2',
    'replay created: all: 5 dead letters',
  ]);
});

test('a single step stays unfolded, and an action of a person separates the steps around it', () => {
  const items = [ended(3, ['applied']), at(2, 'noted', { text: 'well' }), sent(1, 1)];
  assert.deepEqual(recorded(items), [
    'replay outcomes: 1 applied',
    'noted: well',
    'replay sent: 1 dead letter',
  ]);
  assert.deepEqual(recorded([]), []);
});

test('two replays that run at the same time have a line each', () => {
  const items = [ended(4, ['applied'], 'r-2'), ended(3, ['applied']), sent(2, 2, 'r-2'), sent(1, 3)];
  assert.deepEqual(recorded(items), [
    'replay outcomes: 2 sent; 1 ended: 1 applied, 01:16:02 – 01:16:04, of 2',
    'replay outcomes: 3 sent; 1 ended: 1 applied, 01:16:01 – 01:16:03, of 2',
  ]);
});

test('for a list that the trail has cut, only the number is added', () => {
  const cut = at(2, 'replay-outcomes', { outcomes: [{ outcome: 'applied' }], outcomesCount: 400 });
  assert.deepEqual(recorded([cut, ended(1, ['applied'])]), [
    'replay outcomes: 401 ended: 1 applied, 400 other outcomes, 01:16:01 – 01:16:02, of 2',
  ]);
  assert.deepEqual(recorded([sent(2, 3), sent(1, 2)]), ['replay sent: 5 sent, 01:16:01 – 01:16:02, of 2']);
});

test('dead letters that ended may have been sent earlier, and the line says so', () => {
  const applied = new Array<string>(23).fill('applied');
  assert.deepEqual(recorded([ended(2, [...applied, 'superseded', 'superseded']), sent(1, 24)]), [
    'replay outcomes: 24 sent; 25 ended, some of them sent earlier: 23 applied, 2 superseded, 01:16:01 – 01:16:02, of 2',
  ]);
});

test('an opened line shows everything that was folded', () => {
  const items = [ended(2, ['applied']), sent(1, 1)];
  const [line] = foldSteps(items);
  assert.ok(line && 'folded' in line);
  assert.deepEqual(line.folded, items);
});
