import assert from 'node:assert/strict';
import { before, beforeEach, mock, test } from 'node:test';
import { noteUse, takeTurn } from '../../components/ui/chart/take-turn.ts';

const FRAME_MS = 16;
let now = 0;
before(() => {
  mock.method(performance, 'now', () => now);
  mock.timers.enable({ apis: ['setTimeout'] });
});

const step = (): void => {
  now += FRAME_MS;
  mock.timers.tick(FRAME_MS);
};

// The turns of the test before have ended, and so has its use of the page.
beforeEach(() => {
  for (let steps = 0; steps < 1_000; steps += 1) step();
});

test('charts are drawn one by one, in their order, and one that is gone is left out', () => {
  const drawn: string[] = [];
  takeTurn(() => drawn.push('first'));
  const giveBack = takeTurn(() => drawn.push('gone'));
  takeTurn(() => drawn.push('last'));
  assert.equal(drawn.length, 0, 'not within what asks for it');
  giveBack();
  step();
  assert.deepEqual(drawn, ['first'], 'not both at once');
  step();
  takeTurn(() => drawn.push('later'));
  step();
  assert.deepEqual(drawn, ['first', 'last', 'later']);
});

test('while somebody uses the page a chart waits, but not forever', () => {
  const drawnAfter = (isUsed: boolean): number => {
    const begun = now;
    let at = Number.NaN;
    noteUse(now);
    takeTurn(() => {
      at = now - begun;
    });
    for (let steps = 0; steps < 1_000 && Number.isNaN(at); steps += 1) {
      step();
      if (isUsed) noteUse(now);
    }
    step();
    return at;
  };
  const once = drawnAfter(false);
  assert.ok(once >= 400 && once < 1_000, `a key was pressed just now: ${once}`);
  const most = drawnAfter(true);
  assert.ok(most >= 1_500 && most < 3_000, `${most}`);
});
