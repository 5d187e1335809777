import type {
  HistoryEntity,
  HistoryField,
  HistoryRow,
  StoredField,
} from '../../contracts/ports/history-store.ts';
import { stored } from '../../contracts/ports/stored-value.ts';
import { columnOf, valueColumn } from './column-names.ts';

/** A row as a driver reads it; absent values are null. */
export type StoredRow = Record<string, unknown>;

/** How a store stores a field. */
interface ColumnForms {
  /** The columns of a write: version, acceptedAt, appliedAt. */
  columns(field: HistoryField): readonly [version: string, acceptedAt: string, appliedAt: string];
  number(value: unknown): number;
  /** Decodes the time of writing. */
  time(value: unknown): number;
  text(value: unknown): string;
}

const required = (value: unknown, column: string): unknown => stored(value, column, 'history');

function fieldReader(field: HistoryField, forms: ColumnForms): (row: StoredRow) => StoredField | undefined {
  const [version, acceptedAt, appliedAt] = forms.columns(field);
  const values = field.values.map((value) => [value, valueColumn(field, value)] as const);
  return (row) => {
    if (row[version] === null) {
      if (row[acceptedAt] !== null) required(null, version);
      return undefined;
    }
    return {
      version: forms.number(row[version]),
      acceptedAt: forms.number(required(row[acceptedAt], acceptedAt)),
      appliedAt: forms.time(required(row[appliedAt], appliedAt)),
      values: Object.fromEntries(
        values.map(([value, column]) => [value, forms.text(required(row[column], column))]),
      ),
    };
  };
}

/** Returns the function that reads an entity's rows. It throws StoreFailure for a row that lacks a required value. */
export function rowReader(
  entity: HistoryEntity,
  fields: readonly HistoryField[],
  forms: ColumnForms,
): (row: StoredRow) => HistoryRow {
  const parts = Object.keys(entity.key).map((part) => [part, columnOf(part)] as const);
  const readers = fields.map((field) => [field.name, fieldReader(field, forms)] as const);
  return (row) => ({
    key: Object.fromEntries(parts.map(([part, column]) => [part, row[column] as string])),
    actor: (row.actor as string | undefined) ?? '',
    fields: Object.fromEntries(readers.map(([name, read]) => [name, read(row)])),
  });
}
