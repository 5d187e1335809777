import type {
  HistoryEntity,
  HistoryField,
  HistoryRow,
  StoredField,
  Written,
} from '../../contracts/ports/history-store.ts';

interface FieldRule<Value extends string> {
  wins: HistoryField['wins'];
  values?: readonly Value[];
  erases?: readonly HistoryField[];
}

/** Declares a field of an entity. A command's folder declares the one that its events write. */
export const defineField = <Part extends string, const Value extends string = never>(
  entity: HistoryEntity<Part>,
  name: string,
  { wins, values = [], erases = [] }: FieldRule<Value>,
): HistoryField<Part, Value> => ({ id: `${entity.name}.${name}`, entity, name, wins, values, erases });

/** What a row holds of a field; null for a field that was not written. */
export const fieldIn = <Value extends string>(
  row: HistoryRow | undefined,
  field: HistoryField<never, Value>,
): (Written & { values: Readonly<Record<Value, string>> }) | null =>
  (row?.fields[field.name] as (StoredField & { values: Record<Value, string> }) | undefined) ?? null;

/** Without its values. */
export const writtenIn = (row: HistoryRow | undefined, { name }: { name: string }): Written | null => {
  const found = row?.fields[name];
  return found ? { version: found.version, acceptedAt: found.acceptedAt, appliedAt: found.appliedAt } : null;
};
