import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import type { Projection } from '../runtime/projection.ts';

/** The store's present epoch. Null before the first one, and if the store can't be read: `onFailure` then gets the reason. */
export async function readableEpoch(
  projection: Pick<Projection, 'epochId'>,
  onFailure: (why: StoreFailure) => void = () => {},
): Promise<string | null> {
  try {
    return await projection.epochId();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    onFailure(error);
    return null;
  }
}
