import type { HistoryChange, Written } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';

/*
 * What became of a change, judged from what the read model holds and nothing else. A rejection can be read
 * before the change was processed: once the message is there, the result of a stranger's edit is certain.
 *
 * That a row is there proves nothing: a change is applied where the version that counts is its own and the row holds
 * what the change says, or where a newer version has superseded it. A store keeps no text of versions that were
 * superseded, nor of a deleted message: of those the version alone can be compared.
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

/** The time of writing is that of this change only where the stored version is its own. */
export const writtenAt = (written: Written, version: number): number | null =>
  written.version === version ? written.appliedAt : null;

/** The first value of a change that the store holds otherwise; undefined where it holds all of them. */
export const differingValue = <Value extends string>(
  { field, values }: Pick<HistoryChange<never, Value>, 'field' | 'values'>,
  stored: Readonly<Record<Value, string>>,
): Value | undefined => field.values.find((name) => stored[name] !== values[name]);
