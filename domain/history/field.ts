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

/** Declares a field of an entity. The folder of the command whose events write it declares it. */
export const defineField = <Part extends string, const Value extends string = never>(
  entity: HistoryEntity<Part>,
  name: string,
  { wins, values = [], erases = [] }: FieldRule<Value>,
): HistoryField<Part, Value> => ({ id: `${entity.name}.${name}`, entity, name, wins, values, erases });

/** A field's content in a row; null if it is not written. */
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
