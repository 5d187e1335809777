import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import type { ReplayService } from '../../../server/operations/replays/replay-service.ts';
import { selectDeadLetters } from '../../../server/operations/replays/select-dead-letters.ts';

const candidate = (deadLetterId: string, fields: Partial<ReplayCandidate> = {}) =>
  ({
    deadLetterId,
    position: '1-0-1',
    consumer: 'history',
    state: 'open',
    stateBy: null,
    waitsIn: null,
    ...fields,
  }) as ReplayCandidate;

const select = (...found: ReplayCandidate[]) =>
  selectDeadLetters(
    {
      source: { select: async () => found },
      projections: new Map([['history', {}]]),
    } as unknown as ReplayService,
    { filter: { state: ['open'] } },
  );

test('if all open dead letters are in another replay, the refusal names it', async () => {
  const held = candidate('history.1-0-1', { waitsIn: 'r-1' });
  await assert.rejects(select(held, { ...held, deadLetterId: 'history.1-0-2' }), {
    name: 'ProblemError',
    message: 'All 2 are in another replay already. Resume that replay, or cancel it.',
  });
  await assert.rejects(select(held), /^ProblemError: The dead letter is in another replay already/);
  const onHold = candidate('history.1-0-3', { state: 'on-hold' });
  for (const found of [[], [held, onHold]])
    await assert.rejects(select(...found), /No open dead letter is selected/);
  const { deadLetterIds } = await select(held, candidate('history.1-0-4'));
  assert.deepEqual(deadLetterIds, ['history.1-0-4'], 'those in another replay are skipped');
});
