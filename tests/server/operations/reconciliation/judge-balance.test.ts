import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeBalance } from '../../../../server/operations/reconciliation/judge-balance.ts';

const sums = { lost: 0, unreconciled: 0, settling: 0, expired: 0 };
const whyOf = (given: Partial<typeof sums>) => judgeBalance('History', { ...sums, ...given }, null, true).why;
const unknown = { since: 0, why: 'The store is away.' };

test('events processed just now are counted apart from missing ones', () => {
  assert.equal(whyOf({ unreconciled: 7 }), 'History: 7 acknowledged events are still being verified.');
  assert.equal(
    whyOf({ unreconciled: 3, settling: 3 }),
    'History: 3 events were processed after this count; the next count will include them.',
  );
  assert.equal(
    whyOf({ unreconciled: 3, settling: 2 }),
    'History: 1 acknowledged event is still being verified; 2 events were processed after this count; the next count will include them.',
  );
});

test('a count that waits is no loss, and continues', () => {
  assert.equal(
    judgeBalance('History', sums, unknown, true).why,
    'History: no loss is known; the count waits, and continues without help. The store is away.',
  );
  assert.equal(
    judgeBalance('History', sums, unknown, false).why,
    'History: losses can’t be counted now; the count continues without help. The store is away.',
  );
});
