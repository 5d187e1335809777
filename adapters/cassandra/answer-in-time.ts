import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { withDeadline } from '../../contracts/timing/within.ts';

/** What `work` resolves to; rejects with the StoreFailure `store-timeout`, an outage, if it takes longer than `timeoutMs`. */
export const answerInTime = <Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> =>
  withDeadline(
    timeoutMs,
    work,
    () => new StoreFailure('outage', 'store-timeout', `The store did not answer within ${timeoutMs} ms.`),
  );
