import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { Event } from '../../../contracts/event.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import { statusOfDeadLetter } from '../../../domain/operations/dead-letter-status.ts';
import { decide, resolves, skipReasonOf, UNDECIDED } from '../../../domain/operations/decisions.ts';

const outcome = (how: ReplayOutcome['outcome']): DeadLetterStep['action'] => ({
  kind: 'outcome',
  replayId: 'r',
  outcome: { deadLetterId: 'e', outcome: how, at: '', by: '9', code: 'c', why: 'w' } as ReplayOutcome,
});
const actions: DeadLetterStep['action'][] = [
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

test('an event is skipped exactly if its dead letter shows a discard, a hold or an edit', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 12 }), (happened) => {
      const steps = happened.map((action, n): DeadLetterStep => {
        const at = new Date(n + 2).toISOString();
        return { sequence: n + 1, storedAt: n + 2, at, actor: 'olga', reason: null, action };
      });
      const status = statusOfDeadLetter(
        [{ sequence: 1, storedAt: 1, failedAt: new Date(1).toISOString(), replayId: null }],
        steps,
      );
      const skipReason = skipReasonOf(happened.reduce(decide, UNDECIDED));
      // A replay in progress, or a resolution after a decision, first shows another state.
      if (status.state === 'discarded' || status.state === 'on-hold')
        assert.equal(skipReason, status.state === 'discarded' ? 'discarded' : 'on-hold');
      if (status.state === 'open') assert.equal(skipReason, undefined);
      if (status.resolution?.how === 'edited' && status.state === 'resolved')
        assert.equal(skipReason, 'edited');
      if (happened.length > 0 && resolves(happened.at(-1)!)) assert.equal(status.state === 'on-hold', false);
    }),
  );
});
