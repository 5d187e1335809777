import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { indexOperations } from '../../../adapters/sqlite/dead-letters/index-operations.ts';
import type { Operation } from '../../../contracts/operation.ts';
import { fingerprintOf } from '../../../server/operations/fingerprint/fingerprint.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { makeDeadLetter } from './dead-letters.ts';

const folder = temporaryFolder('open-states');
after(() => folder.remove());

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T03:42:30.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

/** An index that gets failures and actions one by one. */
function openIndex(name: string) {
  const index = indexOperations(join(folder.path, `${name}.sqlite`));
  const next = { DEAD_LETTERS: 1, OPERATIONS: 1 };
  const add = (stream: keyof typeof next, given: object) => {
    const before = next[stream]++;
    const progress = before === 1 ? null : { created: 'x', next: before };
    const batch = {
      stream,
      after: progress,
      created: 'x',
      next: before + 1,
      failures: [],
      actions: [],
      ...given,
    };
    assert.equal(index.add(batch), true);
    return before;
  };
  return {
    index,
    fails(event: number, at: number, replayId: string | null = null, code = 'REFUSED'): string {
      const { bytes, stack, attemptLog, traceparent, originalSubject, ...failed } = makeDeadLetter(event, {
        code,
        message: code,
        failedAt: iso(at),
        firstFailedAt: iso(at - 1_000),
        replayId,
      });
      const fingerprint = fingerprintOf({ ...failed, stack });
      const id = `history.1-0-${event}`;
      const rest = { bytes: 1, schemaFault: null, errorText: code, payloadText: '' };
      const sequence = next.DEAD_LETTERS;
      add('DEAD_LETTERS', { failures: [{ sequence, storedAt: at, id, fingerprint, failed, ...rest }] });
      return fingerprint;
    },
    actions(action: object): void {
      const base = { id: 'x', at: iso(NOW), actor: 'olga', requestId: `q${next.OPERATIONS}`, reason: null };
      const operation = { ...base, ...action } as Operation;
      add('OPERATIONS', { actions: [{ sequence: next.OPERATIONS, storedAt: NOW, operation }] });
    },
  };
}

test('a replay that fails again creates no dead letter', () => {
  const { index, fails } = openIndex('came');
  const came = NOW - HOUR - 60_000;
  const again = NOW - 20_000;
  const group = fails(1, came);
  fails(1, again, 'r');
  const { open, openedAt, failedAt } = index.openDeadLetters();
  assert.deepEqual([open, openedAt, failedAt], [1, came, again]);
  const deadLetter = index.deadLetter('history.1-0-1')!;
  assert.deepEqual(
    [deadLetter.openedAt, deadLetter.failedAt, deadLetter.since],
    [iso(came), iso(again), iso(came)],
  );
  const [counted] = index.groups('fingerprint', {}, 10, NOW).groups;
  assert.deepEqual([counted?.openedAt, counted?.failedAt], [iso(came), iso(again)]);
  assert.deepEqual(counted?.trend.slice(-2), [1, 0], 'it was created in the hour before');
  const reach = index.groupReach(group, NOW)!;
  assert.deepEqual([reach.lastHour, reach.hourBefore], [0, 1]);
  fails(2, NOW - 5_000);
  const later = index.groupReach(group, NOW)!;
  assert.deepEqual([later.lastHour, later.hourBefore, index.openDeadLetters().openedAt], [1, 1, NOW - 5_000]);
  assert.deepEqual(index.openedSince(NOW - 30_000), { history: 1 }, 'a failure in a replay created none');
  assert.deepEqual([index.openedSince(came - 1), index.openedSince(NOW)], [{ history: 2 }, {}]);
  index.close();
});

test('dead letters with only failures in replays left were created before these', () => {
  const { index, fails } = openIndex('kept');
  fails(1, NOW, 'r');
  assert.equal(index.deadLetter('history.1-0-1')?.openedAt, iso(NOW - 1_000));
  index.close();
});

test('open dead letters have owners if each one or its group has one', () => {
  const { index, fails, actions } = openIndex('owners');
  const owners = () => index.openDeadLetters().owners;
  assert.deepEqual(index.openDeadLetters(), { open: 0, openedAt: null, failedAt: null, owners: [] });
  const group = fails(1, NOW);
  fails(2, NOW);
  const assign = (event: number, assignee: string | null) =>
    actions({ target: 'dead-letter', deadLetterId: `history.1-0-${event}`, kind: 'assigned', assignee });
  assign(1, 'per');
  assert.deepEqual(owners(), [], 'the second has no owner');
  assign(2, 'olga');
  assert.deepEqual(owners(), ['olga', 'per']);
  assign(2, null);
  actions({ target: 'group', group, kind: 'group-assigned', assignee: 'ana' });
  assert.deepEqual(owners(), ['ana', 'per']);
  fails(3, NOW, null, 'OTHER');
  assert.deepEqual(owners(), [], 'the other group has no owner');
  actions({ target: 'dead-letter', deadLetterId: 'history.1-0-3', kind: 'discarded' });
  assert.deepEqual(owners(), ['ana', 'per'], 'a discarded one needs no owner');
  index.close();
});

test('with very many groups the owners are unknown', () => {
  const { index, fails } = openIndex('many');
  for (let event = 1; event <= 500; event++) fails(event, NOW, null, `CODE_${deadLetters(event)}`);
  assert.deepEqual(index.openDeadLetters().owners, []);
  fails(501, NOW, null, 'ONE_MORE');
  assert.equal(index.openDeadLetters().owners, null);
  index.close();
});

/** In letters: numbers don't distinguish groups. */
const deadLetters = (of: number): string =>
  [...of.toString(26)].map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Number.parseInt(digit, 26)]).join('');
