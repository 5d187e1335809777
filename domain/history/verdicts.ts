import type { HistoryChange, Written } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';

/*
 * The outcome of a change, from the read model's content alone. A rejection may be certain before the change is processed:
 * once the message is there, a stranger's edit can only be rejected.
 *
 * A row's existence proves nothing. A change is applied if the winning version is its own and the row has its values, or if
 * a newer version superseded it. A store keeps no text of superseded versions or deleted messages: for those only the
 * version can be compared.
 */

export const absent: Verification = { state: 'absent' };

export const rejected = (code: string, detail: string): Verification => ({
  state: 'rejected',
  at: null,
  reason: { code, detail },
});

export const differs = (what: string): Verification => ({ state: 'differs', what });

export const applied = (at: number | null, supersededBy: number | null = null): Verification => ({
  state: 'applied',
  at,
  supersededBy,
});

/** The time of writing is this change's only if the stored version is its own. */
export const writtenAt = (written: Written, version: number): number | null =>
  written.version === version ? written.appliedAt : null;

/** The first value of a change that the store holds differently; undefined if it holds all of them. */
export const differingValue = <Value extends string>(
  { field, values }: Pick<HistoryChange<never, Value>, 'field' | 'values'>,
  stored: Readonly<Record<Value, string>>,
): Value | undefined => field.values.find((name) => stored[name] !== values[name]);
