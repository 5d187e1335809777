import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { withDeadline } from '../../contracts/timing/within.ts';
import type { ReadableProjection } from './readable-projection.ts';

/** The projection with a read model that fails after `deadline`. */
export const readableUntil = (deadline: number, projection: ReadableProjection): ReadableProjection => ({
  ...projection,
  async verify(event) {
    const left = deadline - performance.now();
    if (left <= 0) throw late();
    return withDeadline(left, projection.verify(event), late);
  },
});

const late = (): StoreFailure =>
  new StoreFailure('outage', 'store-timeout', 'The read model did not answer in time.');
