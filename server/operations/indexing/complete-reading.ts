import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import { ProblemError } from '../../http/problem-error.ts';

/** An index that can say whether a reading held everything that its streams held when it was called. */
export interface CurrentIndex {
  currency(): IndexCurrency;
  /** Undefined if the index does not hold that much within `timeoutMs`. Throws LogUnavailable. */
  readCurrent<Result>(timeoutMs: number, read: () => Promise<Result>): Promise<Result | undefined>;
}

/**
 * How long a list waits for messages stored a moment ago, and how long a request waits that needs everything, such as an
 * export.
 */
const BRIEFLY_MS = 250;
const PATIENTLY_MS = 5_000;

/**
 * The rule for every answer that comes from an index: an incomplete answer never claims to be complete. The `index` of a list
 * or count marks it: `caughtUp` is true only if the answer holds everything that the streams held at the request. Throws what
 * `read` throws.
 */
export async function readMarked<Result>(
  indexer: CurrentIndex,
  read: () => Promise<Result>,
): Promise<{ result: Result; index: IndexCurrency }> {
  const whole = await complete(indexer, BRIEFLY_MS, read).catch((error: unknown) => {
    if (error instanceof LogUnavailable) return undefined;
    throw error;
  });
  if (whole) return { ...whole, index: { ...indexer.currency(), caughtUp: true, behind: 0 } };
  const result = await read();
  return { result, index: { ...indexer.currency(), caughtUp: false } };
}

/** The same rule for an answer without such a mark: everything, or 503. Throws ProblemError, LogUnavailable. */
export async function readComplete<Result>(
  indexer: CurrentIndex,
  read: () => Promise<Result>,
  timeoutMs = PATIENTLY_MS,
): Promise<Result> {
  const whole = await complete(indexer, timeoutMs, read);
  if (whole) return whole.result;
  throw beingBuilt(indexer);
}

/** The 503 of an index that is behind its streams, with its progress. */
export function beingBuilt(indexer: Pick<CurrentIndex, 'currency'>): ProblemError {
  const { behind, of } = indexer.currency();
  const far = of > 0 && behind > 0 ? ` ${of - Math.min(behind, of)} of ${of} messages are read.` : '';
  return new ProblemError('unavailable', `The index is being built.${far} Try again in a second.`, {
    headers: { 'retry-after': '1' },
  });
}

const complete = <Result>(
  indexer: CurrentIndex,
  timeoutMs: number,
  read: () => Promise<Result>,
): Promise<{ result: Result } | undefined> =>
  indexer.readCurrent(timeoutMs, async () => ({ result: await read() }));
