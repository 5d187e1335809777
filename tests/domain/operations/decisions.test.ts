import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EntryStep } from '../../../contracts/dead-letter-steps.ts';
import type { Event } from '../../../contracts/event.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import { decide, leftOutAs, putsRight, UNDECIDED } from '../../../domain/operations/decisions.ts';
import { entryStanding } from '../../../domain/operations/entry-standing.ts';

const outcome = (how: ReplayOutcome['outcome']): EntryStep['act'] => ({
  kind: 'outcome',
  replayId: 'r',
  outcome: { entry: 'e', outcome: how, at: '', by: '9', code: 'c', why: 'w' } as ReplayOutcome,
});
const acts: EntryStep['act'][] = [
  { kind: 'noted', text: 't' },
  { kind: 'held' },
  { kind: 'released' },
  { kind: 'discarded' },
  { kind: 'restored' },
  { kind: 'edit-begun', event: {} as Event, generation: 1, partition: 0 },
  { kind: 'edit-failed', byEventId: 'x', why: 'w' },
  { kind: 'edited', byEventId: 'x', byPosition: '1-0-9' },
  { kind: 'proven', how: 'applied', by: null },
  { kind: 'sent', replayId: 'r' },
  { kind: 'replay-ended', replayId: 'r' },
  ...(['applied', 'superseded', 'rejected', 'failed-again', 'skipped'] as const).map(outcome),
];

test('an event is left out exactly where its entry shows a discard, a hold or an edit', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 12 }), (happened) => {
      const steps = happened.map((act, n): EntryStep => {
        const at = new Date(n + 2).toISOString();
        return { sequence: n + 1, storedAt: n + 2, at, actor: 'olga', reason: null, act };
      });
      const standing = entryStanding(
        [{ sequence: 1, storedAt: 1, failedAt: new Date(1).toISOString(), replayId: null }],
        steps,
      );
      const leftOut = leftOutAs(happened.reduce(decide, UNDECIDED));
      // What is under way, and what was put right after it had been decided, shows another state first.
      if (standing.state === 'discarded' || standing.state === 'on-hold')
        assert.equal(leftOut, standing.state === 'discarded' ? 'discarded' : 'on-hold');
      if (standing.state === 'open') assert.equal(leftOut, undefined);
      if (standing.resolution?.how === 'edited' && standing.state === 'resolved')
        assert.equal(leftOut, 'edited');
      if (happened.length > 0 && putsRight(happened.at(-1)!))
        assert.equal(standing.state === 'on-hold', false);
    }),
  );
});
