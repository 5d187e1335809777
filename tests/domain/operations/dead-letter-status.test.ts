import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { indexOperations } from '../../../adapters/sqlite/dead-letters/index-operations.ts';
import type { DeadLetterFailure, DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { Event } from '../../../contracts/event.ts';
import type { Operation, ReplayOutcome } from '../../../contracts/operation.ts';
import type {
  IndexBatch,
  IndexedAction,
  IndexedFailure,
} from '../../../contracts/ports/dead-letter-index.ts';
import { type DeadLetterStatus, statusOfDeadLetter } from '../../../domain/operations/dead-letter-status.ts';
import { fingerprintOf } from '../../../server/operations/fingerprint/fingerprint.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { makeDeadLetter } from '../../server/operations/dead-letters.ts';

const folder = temporaryFolder('status');
after(() => folder.remove());

const iso = (ms: number) => new Date(ms).toISOString();
const failed = (at: number, replayId: string | null = null): DeadLetterFailure => ({
  sequence: at,
  storedAt: at,
  failedAt: iso(at),
  replayId,
});
const step = (at: number, action: DeadLetterStep['action']): DeadLetterStep => ({
  sequence: at,
  storedAt: at,
  at: iso(at),
  actor: 'olga',
  reason: null,
  action,
});
const sent = (at: number, replayId = 'r') => step(at, { kind: 'sent', replayId });
const outcome = (at: number, how: ReplayOutcome['outcome'], replayId = 'r') =>
  step(at, {
    kind: 'outcome',
    replayId,
    outcome: { deadLetterId: 'e', outcome: how, at: iso(at), by: '9', code: 'c', why: 'w' } as ReplayOutcome,
  });

const editBegun = (at: number) =>
  step(at, { kind: 'edit-begun', event: {} as Event, generation: 1, partition: 0 });
const editFailed = (at: number) => step(at, { kind: 'edit-failed', byEventId: 'x', why: 'w' });
const proven = (at: number) => step(at, { kind: 'proven', how: 'applied', by: null });

const cases: [
  name: string,
  failures: DeadLetterFailure[],
  steps: DeadLetterStep[],
  expected: Partial<DeadLetterStatus>,
][] = [
  ['it failed', [failed(1)], [], { state: 'open', changedBy: null, revision: 0 }],
  ['held', [failed(1)], [step(2, { kind: 'held' })], { state: 'on-hold', changedBy: 'olga' }],
  [
    'held, released',
    [failed(1)],
    [step(2, { kind: 'held' }), step(3, { kind: 'released' })],
    { state: 'open' },
  ],
  [
    'held, and fails again',
    [failed(1), failed(3)],
    [step(2, { kind: 'held' })],
    { state: 'on-hold', reopened: 0 },
  ],
  ['discarded', [failed(1)], [step(2, { kind: 'discarded' })], { state: 'discarded' }],
  [
    'discarded, restored',
    [failed(1)],
    [step(2, { kind: 'discarded' }), step(3, { kind: 'restored' })],
    { state: 'open' },
  ],
  [
    'held, discarded, restored: as before',
    [failed(1)],
    [step(2, { kind: 'held' }), step(3, { kind: 'discarded' }), step(4, { kind: 'restored' })],
    { state: 'on-hold' },
  ],
  [
    'discarded, and fails again: only an action ends a discard',
    [failed(1), failed(3)],
    [step(2, { kind: 'discarded' })],
    { state: 'discarded', reopened: 0 },
  ],
  ['sent', [failed(1)], [sent(2)], { state: 'replaying', replayId: 'r' }],
  ['applied', [failed(1)], [sent(2), outcome(3, 'applied')], { state: 'resolved', replayId: null }],
  ['superseded', [failed(1)], [sent(2), outcome(3, 'superseded')], { state: 'resolved' }],
  ['rejected', [failed(1)], [sent(2), outcome(3, 'rejected')], { state: 'resolved' }],
  ['skipped', [failed(1)], [sent(2), outcome(3, 'skipped')], { state: 'open', resolution: null }],
  [
    'skipped on hold',
    [failed(1)],
    [step(2, { kind: 'held' }), sent(3), outcome(4, 'skipped')],
    { state: 'on-hold' },
  ],
  [
    'failed again, reported by both streams',
    [failed(1), failed(3, 'r')],
    [sent(2), outcome(4, 'failed-again')],
    { state: 'open' },
  ],
  [
    'failed again, reported by the dead letter alone',
    [failed(1), failed(3, 'r')],
    [sent(2)],
    { state: 'open' },
  ],
  [
    'failed again, reported by the outcome alone',
    [failed(1)],
    [sent(2), outcome(4, 'failed-again')],
    { state: 'open' },
  ],
  [
    'failed again, then discarded, before the outcome came',
    [failed(1), failed(3, 'r')],
    [sent(2), step(4, { kind: 'discarded' }), outcome(5, 'failed-again')],
    { state: 'discarded' },
  ],
  [
    'a replay’s dead letter has an earlier time than its sending: another clock',
    [failed(1), failed(1, 'r')],
    [sent(2)],
    { state: 'open' },
  ],
  [
    'a replay’s dead letter has a later time than the next replay’s success',
    [failed(1), failed(9, 'r')],
    [sent(2), outcome(3, 'failed-again'), sent(4, 's'), outcome(5, 'applied', 's')],
    { state: 'resolved' },
  ],
  [
    'the replay ended without an outcome for it',
    [failed(1)],
    [sent(2), step(3, { kind: 'replay-ended', replayId: 'r' })],
    { state: 'open' },
  ],
  [
    'edited',
    [failed(1)],
    [step(2, { kind: 'edited', byEventId: 'x', byPosition: '1-0-9' })],
    {
      state: 'resolved',
      resolution: { how: 'edited', at: iso(2), replayId: null, by: 'x', byPosition: '1-0-9' },
    },
  ],
  [
    'an edit is begun',
    [failed(1)],
    [editBegun(2)],
    { state: 'replaying', changedBy: 'olga', replayId: null },
  ],
  [
    'an edit is begun, and replaces it',
    [failed(1)],
    [editBegun(2), step(3, { kind: 'edited', byEventId: 'x', byPosition: '1-0-9' })],
    { state: 'resolved', replayId: null },
  ],
  ['an edit fails', [failed(1)], [editBegun(2), editFailed(3)], { state: 'open', resolution: null }],
  [
    'an edit fails, and another is begun',
    [failed(1)],
    [editBegun(2), editFailed(3), editBegun(4)],
    { state: 'replaying' },
  ],
  [
    'an edit of a dead letter on hold fails',
    [failed(1)],
    [step(2, { kind: 'held' }), editBegun(3), editFailed(4)],
    { state: 'on-hold' },
  ],
  [
    'a failure in a rebuild does not end an edit',
    [failed(1), failed(3)],
    [editBegun(2)],
    { state: 'replaying' },
  ],
  [
    'an edit fails during a replay of it',
    [failed(1)],
    [sent(2), editBegun(3), editFailed(4)],
    { state: 'replaying', replayId: 'r' },
  ],
  [
    'fails again in a replay: open since it was created',
    [failed(1), failed(3, 'r')],
    [sent(2), outcome(4, 'failed-again')],
    { state: 'open', since: iso(1), reopened: 0 },
  ],
  [
    'edited, and fails in a rebuild of an earlier version: the other event still replaces it',
    [failed(1), failed(3)],
    [step(2, { kind: 'edited', byEventId: 'x', byPosition: '1-0-9' })],
    { state: 'resolved', reopened: 0 },
  ],
  [
    'discarded, and the read model shows it',
    [failed(1)],
    [step(2, { kind: 'held' }), step(3, { kind: 'discarded' }), proven(4)],
    { state: 'resolved', changedBy: 'olga', reopened: 0 },
  ],
  [
    'discarded, shown by the read model, and fails in a rebuild: the discard has ended',
    [failed(1), failed(5)],
    [step(2, { kind: 'held' }), step(3, { kind: 'discarded' }), proven(4)],
    { state: 'open', reopened: 1 },
  ],
  [
    'resolved, and fails in a rebuild',
    [failed(1), failed(9)],
    [sent(2), outcome(3, 'applied')],
    { state: 'open', reopened: 1 },
  ],
];
for (const [name, failures, steps, expected] of cases) {
  test(name, () => {
    const status = statusOfDeadLetter(failures, steps);
    for (const [field, value] of Object.entries(expected)) {
      assert.deepEqual(status[field as keyof DeadLetterStatus], value, field);
    }
  });
}

const ids = ['history.1-0-1', 'history.1-0-2', 'history.1-0-3'];
const replays = ['r', 's'];

type Recorded = { failure: IndexedFailure } | { action: Operation };
const aFailure = fc
  .record({
    deadLetterId: fc.nat(2),
    replayId: fc.constantFrom(null, ...replays),
    code: fc.constantFrom('A', 'B'),
  })
  .map(({ deadLetterId, replayId, code }): Recorded => {
    const { bytes, stack, attemptLog, traceparent, originalSubject, ...deadLetter } = makeDeadLetter(
      deadLetterId + 1,
      {
        replayId,
        code,
      },
    );
    return {
      failure: {
        sequence: 0,
        storedAt: 0,
        id: ids[deadLetterId]!,
        fingerprint: fingerprintOf({ ...deadLetter, stack }),
        failed: deadLetter,
        bytes: bytes.length,
        schemaFault: null,
        errorText: code,
        payloadText: '',
      },
    };
  });
const base = { id: 'x', at: iso(0), actor: 'olga', requestId: 'q', reason: null };
const anAction = fc.oneof(
  fc
    .record({
      deadLetterId: fc.constantFrom(...ids),
      action: fc.constantFrom(
        { kind: 'held' },
        { kind: 'released' },
        { kind: 'discarded' },
        { kind: 'restored' },
        { kind: 'assigned', assignee: 'otto' },
        { kind: 'edit-begun' },
        { kind: 'edit-failed', byEventId: 'x', why: 'w' },
        { kind: 'edited', byEventId: 'x', byPosition: '1-0-9' },
        { kind: 'proven', how: 'superseded', by: '9' },
      ),
    })
    .map(
      ({ deadLetterId, action }): Recorded => ({
        action: { ...base, ...action, target: 'dead-letter', deadLetterId } as Operation,
      }),
    ),
  fc.constantFrom(...replays).map(
    (replayId): Recorded => ({
      action: { ...base, kind: 'replay-sending', target: 'replay', replayId, deadLetterIds: ids.slice(0, 2) },
    }),
  ),
  fc
    .constantFrom(...replays)
    .map(
      (replayId): Recorded => ({ action: { ...base, kind: 'replay-finished', target: 'replay', replayId } }),
    ),
  fc
    .record({
      replayId: fc.constantFrom(...replays),
      deadLetterId: fc.constantFrom(...ids),
      how: fc.constantFrom('applied', 'superseded', 'failed-again', 'skipped'),
    })
    .map(
      ({ replayId, deadLetterId, how }): Recorded => ({
        action: {
          ...base,
          kind: 'replay-outcomes',
          target: 'replay',
          replayId,
          outcomes: [
            { deadLetterId, outcome: how, at: iso(0), by: '1', code: 'c', why: 'w' } as ReplayOutcome,
          ],
        },
      }),
    ),
);

test('the index is the same for any history and any order of reading the two streams', () => {
  let run = 0;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(aFailure, anAction), { minLength: 1, maxLength: 14 }),
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      fc.boolean(),
      (happened, choices, oneByOne) => {
        const failures: IndexedFailure[] = [];
        const actions: IndexedAction[] = [];
        for (const [at, each] of happened.entries()) {
          const storedAt = 1_000 + at;
          if ('failure' in each) failures.push({ ...each.failure, sequence: failures.length + 1, storedAt });
          else actions.push({ sequence: actions.length + 1, storedAt, operation: each.action });
        }
        const read = (order: boolean[]) => {
          mkdirSync(join(folder.path, String(++run)));
          const index = indexOperations(join(folder.path, String(run), 'index.sqlite'));
          const next = { DEAD_LETTERS: 1, OPERATIONS: 1 };
          const add = (
            stream: IndexBatch['stream'],
            given: Pick<IndexBatch, 'failures' | 'actions'>,
            count: number,
          ) => {
            const after = next[stream] === 1 ? null : { created: 'x', next: next[stream] };
            next[stream] += count;
            assert.equal(index.add({ stream, after, created: 'x', next: next[stream], ...given }), true);
          };
          let turn = 0;
          while (next.DEAD_LETTERS <= failures.length || next.OPERATIONS <= actions.length) {
            const deadLetters =
              next.OPERATIONS > actions.length ||
              (next.DEAD_LETTERS <= failures.length && order[turn++ % order.length]);
            const all = deadLetters ? failures : actions;
            const from = deadLetters ? next.DEAD_LETTERS : next.OPERATIONS;
            const batch = all.slice(from - 1, oneByOne ? from : undefined);
            if (deadLetters)
              add('DEAD_LETTERS', { failures: batch as IndexedFailure[], actions: [] }, batch.length);
            else add('OPERATIONS', { failures: [], actions: batch as IndexedAction[] }, batch.length);
          }
          const seen = {
            list: index.list({}, { limit: 10, order: 'newest' }),
            groups: index.groups('fingerprint', {}, 10, Date.now()),
            counted: index.groups('fingerprint', { from: 0 }, 10, Date.now()),
            actions: index.actions({}, { limit: 100 }),
          };
          index.close();
          rmSync(join(folder.path, String(run)), { recursive: true });
          return seen;
        };
        const deadLettersFirst = read([true]);
        assert.deepEqual(read([false]), deadLettersFirst);
        assert.deepEqual(read(choices), deadLettersFirst);
        assert.deepEqual(
          deadLettersFirst.groups,
          deadLettersFirst.counted,
          'the stored counts are those of the dead letters',
        );
      },
    ),
    { numRuns: 60 },
  );
});
