import type { HistoryChange } from '../../../contracts/ports/history-store.ts';
import { checkChange } from '../../../domain/history/check-change.ts';

/** One change as sent to the writing thread: the field's id, then all parameters of its statement but the first. */
export type EncodedChanges = (string | (string | number)[])[];

/**
 * The changes as one JSON array: on the event loop this costs half of a structured clone of the objects. Throws StoreFailure
 * of class `poison`.
 */
export function encodeChanges(changes: readonly HistoryChange[]): string {
  const encoded: EncodedChanges = [];
  for (const change of changes) {
    checkChange(change);
    const { field, key, values } = change;
    const parameters: (string | number)[] = [change.version, change.acceptedAt];
    for (const part in field.entity.key) parameters.push(key[part]!);
    if (field.entity.author !== undefined) parameters.push(change.actor);
    for (const name of field.values) parameters.push(values[name]!);
    encoded.push(field.id, parameters);
  }
  return JSON.stringify(encoded);
}
