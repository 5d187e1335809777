import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND_STATES, type ProjectionStatus } from '../../../contracts/command-status.ts';
import { statusOf } from '../../../server/status/make-status.ts';
import { withWait } from '../../../server/status/waits.ts';

const T = Date.parse('2026-11-23T03:00:00.000Z');
const at = new Date(T + 1_000).toISOString();
const nextAt = new Date(T + 5_000).toISOString();
const known: Partial<Record<ProjectionStatus['state'], Partial<ProjectionStatus>>> = {
  retrying: { at, retry: { attempts: 1, nextAt } },
  replayed: { at, retry: { attempts: 1, nextAt } },
  dead_lettered: { at, deadLetter: 'history.1-0-5' },
};
const ended = ['applied', 'rejected'];

for (const state of COMMAND_STATES)
  test(`${state} ${ended.includes(state) ? 'waits for nothing' : 'says what it waits for and until when'}`, () => {
    const status = withWait(statusOf(state, true, known[state]), { storedAt: T }, 30);
    assert.equal(status.waitsFor === null, ended.includes(state));
    assert.equal(status.until === null, ended.includes(state));
  });

test('a dead letter that operators discarded or replaced waits for nothing; one whose store can’t be read waits for the store', () => {
  const replaced = statusOf('dead_lettered', true, { at, deadLetter: 'history.1-0-5', replacedBy: 'other' });
  assert.equal(withWait(replaced, { storedAt: T }, 30).waitsFor, null);
  const reason = { code: 'discarded', detail: '' };
  const discarded = statusOf('dead_lettered', true, { at, deadLetter: 'history.1-0-5', reason });
  assert.equal(withWait(discarded, { storedAt: T }, 30).waitsFor, null);
  const unreadable = statusOf('accepted', false, { reason: { code: 'store-unreadable', detail: '' } });
  assert.equal(withWait(unreadable, { storedAt: T }, 30).waitsFor?.kind, 'store');
});
