import { StoreFailure } from '../../contracts/ports/store-failure.ts';

/**
 * What `work` gives, where it ends in this time, in ms; else rejects with the StoreFailure `store-timeout`, an outage. The
 * work itself goes on.
 */
export async function within<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  if (timeoutMs === Number.POSITIVE_INFINITY) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const expired = () =>
      reject(new StoreFailure('outage', 'store-timeout', `The store did not answer within ${timeoutMs} ms.`));
    timer = setTimeout(expired, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
