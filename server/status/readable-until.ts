import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { within } from '../../contracts/timing/within.ts';
import type { ReadableProjection } from './readable-projection.ts';

/** The projection with a read model that can't be read after `deadline`. */
export const readableUntil = (deadline: number, projection: ReadableProjection): ReadableProjection => ({
  ...projection,
  async verify(event) {
    const left = deadline - performance.now();
    const reading = left > 0 ? settled(projection.verify(event)) : undefined;
    const read = reading && (await within(left, reading, undefined));
    if (!read) throw new StoreFailure('outage', 'store-timeout', 'The read model did not answer in time.');
    if (read.status === 'rejected') throw read.reason;
    return read.value;
  },
});

const settled = async <Value>(work: Promise<Value>): Promise<PromiseSettledResult<Value>> =>
  (await Promise.allSettled([work]))[0];
