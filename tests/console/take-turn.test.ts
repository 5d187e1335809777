import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { noteUse, takeTurn } from '../../components/ui/chart/take-turn.ts';
import { waitUntil } from '../engines/condition.ts';

test('charts are drawn one by one, in their order, and one that is gone is left out', async () => {
  const drawn: string[] = [];
  takeTurn(() => drawn.push('first'));
  const giveBack = takeTurn(() => drawn.push('gone'));
  takeTurn(() => drawn.push('last'));
  assert.equal(drawn.length, 0, 'not within what asks for it');
  giveBack();
  await waitUntil(() => drawn.length === 1);
  await turn();
  assert.equal(drawn.length, 1, 'not both at once');
  await waitUntil(() => drawn.length === 2);
  takeTurn(() => drawn.push('later'));
  await waitUntil(() => drawn.length === 3);
  assert.deepEqual(drawn, ['first', 'last', 'later']);
});

test('while somebody uses the page a chart waits, and not for ever', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const step = () => {
    now += 16;
    t.mock.timers.tick(16);
  };
  const drawnAfter = (isUsed: boolean) => {
    const begun = now;
    let at: number | undefined;
    noteUse(now);
    takeTurn(() => {
      at = now - begun;
    });
    while (at === undefined) {
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
