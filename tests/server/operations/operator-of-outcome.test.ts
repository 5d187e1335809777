import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { indexOperations } from '../../../adapters/sqlite/dead-letters/index-operations.ts';
import { deadLetterIdOf } from '../../../contracts/dead-letter.ts';
import type { Operation, ReplayPace } from '../../../contracts/operation.ts';
import { earlierReplays } from '../../../server/operations/dead-letters/earlier-replays.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { makeDeadLetter } from './dead-letters.ts';

const folder = temporaryFolder('operator-of-outcome');
after(() => folder.remove());

const at = '2026-11-30T12:00:00.000Z';
const replayed = deadLetterIdOf('history', '1-0-1');
const edited = deadLetterIdOf('history', '1-0-2');
const replay = { target: 'replay' as const, replayId: 'r-1' };
const edit = { target: 'dead-letter' as const, deadLetterId: edited };
const pace: ReplayPace = {
  canary: 1,
  holdAfterCanary: false,
  ratePerSecond: 1,
  stopAtFailureShare: 1,
  stopAfterFailures: 1,
};

/** A pipeline's report, with the operator it is for; earlier reports lack the operator. */
for (const onBehalfOf of [{ onBehalfOf: 'olga' }, {}])
  test(`an outcome names the operator, although the pipeline reports it: ${JSON.stringify(onBehalfOf)}`, () => {
    const operations: Record<string, unknown>[] = [
      {
        ...replay,
        kind: 'replay-created',
        actor: 'olga',
        title: 'One',
        part: 1,
        parts: 1,
        count: 1,
        deadLetterIds: [replayed],
        pace,
        override: false,
      },
      { ...replay, kind: 'replay-sending', deadLetterIds: [replayed], ...onBehalfOf },
      {
        ...replay,
        kind: 'replay-outcomes',
        outcomes: [{ deadLetterId: replayed, outcome: 'applied', at }],
        ...onBehalfOf,
      },
      { ...edit, kind: 'edit-begun', actor: 'olga', event: { id: 'e-1' }, generation: 1, partition: 0 },
      { ...edit, kind: 'edited', byEventId: 'e-1', byPosition: '1-0-9', ...onBehalfOf },
    ];
    const index = indexOperations(join(folder.path, `${Object.keys(onBehalfOf).length}.sqlite`));
    index.add({
      stream: 'DEAD_LETTERS',
      after: null,
      created: 'x',
      next: 3,
      actions: [],
      failures: [1, 2].map((sequence) => {
        const failed = makeDeadLetter(sequence, { failedAt: '2026-11-30T11:00:00.000Z' });
        return {
          sequence,
          storedAt: 1_000 + sequence,
          id: deadLetterIdOf('history', failed.position),
          fingerprint: '0123456789abcdef',
          failed,
          bytes: 1,
          schemaFault: null,
          errorText: '',
          payloadText: '',
        };
      }),
    });
    index.add({
      stream: 'OPERATIONS',
      after: null,
      created: 'x',
      next: operations.length + 1,
      failures: [],
      actions: operations.map((operation, n) => ({
        sequence: n + 1,
        storedAt: 2_000 + n,
        operation: {
          id: `action-${n}`,
          at,
          actor: 'waybill',
          requestId: `request-${n}`,
          reason: null,
          ...operation,
        } as unknown as Operation,
      })),
    });
    for (const id of [replayed, edited]) {
      const deadLetter = index.deadLetter(id)!;
      assert.deepEqual([deadLetter.state, deadLetter.changedBy], ['resolved', 'olga'], id);
    }
    assert.equal(index.list({}, { limit: 10, order: 'newest' }).deadLetters[0]!.changedBy, 'olga');
    assert.equal(index.groups('fingerprint', {}, 10, Date.now()).groups[0]!.newest.changedBy, 'olga');
    assert.equal(earlierReplays(index.steps(replayed))[0]!.actor, 'olga');
    const [newest] = index.actions({ deadLetterId: edited }, { limit: 1 }).actions;
    assert.deepEqual(
      [newest!.actor, newest!.details.onBehalfOf],
      ['waybill', onBehalfOf.onBehalfOf],
      'the audit log keeps who reported it',
    );
    index.close();
  });
