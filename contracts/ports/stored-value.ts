import { StoreFailure } from './store-failure.ts';

/**
 * A value that the store must hold. A missing one is damage, for example after a column was dropped and added again, and is
 * never shown as an empty value. `projection`: the store's projection. Throws StoreFailure, an outage.
 */
export function stored<Value>(value: Value | null | undefined, what: string, projection: string): Value {
  if (value !== null && value !== undefined) return value;
  throw new StoreFailure(
    'outage',
    'store-incomplete',
    `A row of the store has no ${what}, which it must have: it was changed by hand. Run \`npm run rebuild -- ${projection} --yes\` to fill the store again from the log.`,
  );
}
