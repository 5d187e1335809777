import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveCounters } from '../../../../contracts/live.ts';
import type { PipelineFacts } from '../../../../contracts/pipeline-facts.ts';
import type { DeadLetterIndex } from '../../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterIndexer } from '../../../../server/operations/dead-letters/dead-letter-indexer.ts';
import { deadLetterFact } from '../../../../server/operations/facts/dead-letter-fact.ts';
import type { FactGatherer } from '../../../../server/operations/facts/gather-facts.ts';
import { liveSources } from '../../../../server/operations/live/live-sources.ts';
import { consumers } from './facts.ts';

type Sources = Parameters<typeof liveSources>;

async function notified(deadLetters: PipelineFacts['deadLetters']) {
  const facts = {
    ...consumers({ outPerSecond: 11 }, { projection: 'search', outPerSecond: 11 }),
    deadLetters,
  };
  const gatherer = { gather: async () => facts } as unknown as FactGatherer;
  const sources = liveSources(gatherer, {} as Sources[1], {} as Sources[2]);
  const { projections } = (await sources.counters()) as LiveCounters;
  assert.ok(projections.known);
  return {
    dead: projections.projections.map(({ deadLetteredPerSecond }) => deadLetteredPerSecond),
    open: await sources['dead-letters'](),
  };
}

test('a projection’s new dead letters per second are shown besides its processed events; an unknown number is not 0', async () => {
  const deadLetters = { open: 3, newestAt: 7, failedAgainAt: null, owners: ['olga'] };
  const known = (deadLetteredPerSecond: Record<string, number> | null) =>
    ({ known: true, value: { ...deadLetters, deadLetteredPerSecond } }) as const;
  const { dead, open } = await notified(known({ history: 6.4 }));
  assert.deepEqual(dead, [6.4, 0]);
  assert.deepEqual(open, { known: true, open: 3, newestAt: 7, failedAgainAt: null, owners: ['olga'] });
  assert.deepEqual((await notified(known(null))).dead, [null, null]);
  assert.deepEqual((await notified({ known: false, since: 1, why: 'behind' })).dead, [null, null]);
});

test('the rate of new ones is known once the index is at its streams’ ends', async () => {
  let caughtUp = false;
  const asked: number[] = [];
  const index = {
    openDeadLetters: async () => ({ open: 100, openedAt: null, failedAt: null, owners: [] }),
    async openedSince(since: number) {
      asked.push(Date.now() - since);
      return { history: 30 };
    },
  } as unknown as DeadLetterIndex;
  const indexer = {
    currency: () => ({ caughtUp }),
    readCurrent: async (_timeoutMs: number, read: () => Promise<unknown>) => (caughtUp ? read() : undefined),
  } as unknown as DeadLetterIndexer;
  const fact = deadLetterFact(index, indexer);
  assert.equal((await fact()).known, false);
  caughtUp = true;
  const now = await fact();
  assert.ok(now.known);
  assert.deepEqual(now.value.deadLetteredPerSecond, { history: 2 });
  assert.ok(asked[0]! >= 15_000 && asked[0]! < 45_000, `${asked}`);
});
