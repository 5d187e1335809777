import { StoreFailure } from './store-failure.ts';

/** The code of the outage of a store that was filled from another log than the one NATS serves. */
export const ANOTHER_LOG = 'store-of-another-log';

export const isAnotherLog = (error: unknown): boolean =>
  error instanceof StoreFailure && error.code === ANOTHER_LOG;

/**
 * Refuses a store that was filled from another log. A position means different events in two logs, so events of one would
 * hide events of the other. `filledFrom`: null if nothing is recorded. Throws StoreFailure.
 */
export function refuseAnotherLog(projection: string, filledFrom: string | null, logId: string | null): void {
  if (filledFrom === null || filledFrom === logId) return;
  const present =
    logId === null
      ? 'the one that NATS serves, which has no identity yet'
      : `NATS serves (${logId.slice(0, 8)})`;
  throw new StoreFailure(
    'outage',
    ANOTHER_LOG,
    `The store of ${projection} was filled from another log (${filledFrom.slice(0, 8)}) than ${present}. Nothing is applied to it. Point NATS_URL at that log, restore it, or run \`npm run rebuild -- ${projection} --yes\` to fill the store from this one.`,
  );
}
