import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { withDeadline } from '../../contracts/timing/within.ts';

/** What `work` gives, where it ends in this time, in ms; else rejects with the StoreFailure `store-timeout`, an outage. */
export const answerInTime = <Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> =>
  withDeadline(
    timeoutMs,
    work,
    () => new StoreFailure('outage', 'store-timeout', `The store did not answer within ${timeoutMs} ms.`),
  );
