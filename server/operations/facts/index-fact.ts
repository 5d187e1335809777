import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';

/** What an index reports about itself: its progress, in messages of its streams. */
export type ReadCurrency = () => { caughtUp: boolean; behind: number };

/**
 * How far each index is behind, and since when it has not been at its streams' ends. Call it about once a second: changes
 * between two calls are not seen.
 */
export function indexFact(indexes: Record<string, ReadCurrency>): () => PipelineFacts['indexes'] {
  const currentAt = new Map<string, number>();
  return () => ({
    known: true,
    value: Object.entries(indexes).map(([name, currency]) => {
      const { caughtUp, behind } = currency();
      const now = Date.now();
      if (caughtUp || !currentAt.has(name)) currentAt.set(name, now);
      return { name, behind, behindMs: now - currentAt.get(name)! };
    }),
  });
}
