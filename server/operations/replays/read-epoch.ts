import { failureClassOf } from '../../../contracts/ports/store-failure.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';

export type Epoch = { epochId: string } | { down: string };

/** The present epoch of a projection's store, or why it can't be read now. */
export async function readEpoch(projection: ReadableProjection): Promise<Epoch> {
  try {
    const epochId = await projection.epochId();
    return epochId === null ? { down: `${projection.title} is being rebuilt.` } : { epochId };
  } catch (error) {
    if (failureClassOf(error) === 'bug') throw error;
    return { down: (error as Error).message };
  }
}
