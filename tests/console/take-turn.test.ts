import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
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

test('while somebody uses the page a chart waits, and not for ever', async () => {
  const drawnAfter = async (uses: number, everyMs: number) => {
    const begun = performance.now();
    let at = 0;
    noteUse(performance.now());
    takeTurn(() => (at = performance.now() - begun));
    for (let use = 0; use < uses && at === 0; use += 1) {
      await pause(everyMs);
      noteUse(performance.now());
    }
    await waitUntil(() => at > 0);
    return at;
  };
  // Timers are about right: without the wait it would be drawn within 20 ms.
  assert.ok((await drawnAfter(0, 0)) >= 300, 'a key was pressed just now');
  const most = await drawnAfter(60, 100);
  assert.ok(most >= 1_500 && most < 6_000, `${most}`);
});
