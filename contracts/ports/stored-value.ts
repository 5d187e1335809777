import { StoreFailure } from './store-failure.ts';

/**
 * What a store holds where it must hold something. Nothing there is damage, such as a column that was dropped and added
 * again: it is never shown as a value. Throws StoreFailure, an outage.
 */
export function stored<Value>(value: Value | null | undefined, what: string): Value {
  if (value !== null && value !== undefined) return value;
  throw new StoreFailure(
    'outage',
    'store-incomplete',
    `The store has no ${what} where it must have one: it was changed by hand. Run \`npm run rebuild -- history --yes\` to make it again from the log.`,
  );
}
