import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewChange } from '../../adapters/jetstream/publish/change-reporter.ts';
import { CircuitChanges } from '../../workers/runtime/circuit-changes.ts';
import { waitUntil } from '../engines/condition.ts';

function watch(betweenMs: number) {
  const recorded: (NewChange & { at?: number })[] = [];
  const report = (change: NewChange, known?: { at?: number }) =>
    void recorded.push({ ...change, ...(known?.at === undefined ? {} : { at: known.at }) });
  const changes = new CircuitChanges({ report }, { projection: 'history', process: 'host:1' }, betweenMs);
  const kinds = () => recorded.map(({ kind }) => kind);
  return { changes, recorded, kinds };
}

test('an opening and its closing are reported, half-open is not', () => {
  const { changes, recorded } = watch(60_000);
  changes.take('open', 'The disk is full.');
  for (const state of ['half-open', 'open', 'half-open'] as const) changes.take(state, 'Still full.');
  changes.take('closed', null);
  assert.equal(recorded.length, 2);
  const [opened, closed] = recorded as unknown as [Record<string, unknown>, Record<string, unknown>];
  assert.deepEqual(
    [opened.kind, opened.why, opened.openForMs],
    ['circuit-opened', 'The disk is full.', null],
  );
  assert.equal(closed.kind, 'circuit-closed');
  assert.ok((closed.openForMs as number) >= 0);
});

test('a flapping circuit is reported once, and the next report says how often it opened', async () => {
  const { changes, recorded, kinds } = watch(100);
  for (let n = 0; n < 20; n += 1) {
    changes.take('open', 'gone');
    changes.take('closed', null);
  }
  assert.deepEqual(kinds(), ['circuit-opened', 'circuit-closed']);
  const before = Date.now();
  changes.take('open', 'gone');
  const began = Date.now();
  await waitUntil(() => recorded.length === 3, { what: 'the lasting opening to be reported' });
  const { why, at } = recorded[2] as { why: string; at: number };
  assert.match(why, /^gone Before that, it opened briefly 19 times/);
  assert.ok(at >= before && at <= began, 'the time at which it opened, not at which that was reported');
  changes.take('closed', null);
  assert.equal(kinds().at(-1), 'circuit-closed');
  changes.end();
});
