import type { HistoryField, HistoryRow, StoredField } from '../../../contracts/ports/history-store.ts';
import { stored } from '../../../contracts/ports/stored-value.ts';
import { columnOf, keyColumns, valueColumn } from '../../../domain/history/column-names.ts';
import { type FieldTable, fieldsIn, writeColumns } from './field-table.ts';

/** A row as `node:sqlite` reads it. */
export type Row = Record<string, unknown>;

/**
 * Text is read as its bytes: reading a text column ended at the first NUL character in early releases of
 * Node 24.
 */
export const textOf = (bytes: unknown): string => {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
};

/** What a query selects of a table for `rowReader`. */
export const selectedColumns = (table: FieldTable): string =>
  [
    ...keyColumns(table.entity),
    ...fieldsIn(table).flatMap((field) => [
      ...Object.values(writeColumns(field)),
      ...field.values
        .map((value) => valueColumn(field, value))
        .map((column) => `CAST(${column} AS BLOB) AS ${column}`),
    ]),
  ].join(', ');

/** Reads one field of a row; undefined where it was not written. */
function fieldReader(field: HistoryField): (row: Row) => StoredField | undefined {
  const { version, acceptedAt, appliedAt } = writeColumns(field);
  const values = field.values.map((value) => [value, valueColumn(field, value)] as const);
  return (row) => {
    if (row[version] === null) {
      if (row[acceptedAt] !== null) stored(null, version, 'history');
      return undefined;
    }
    return {
      version: row[version] as number,
      acceptedAt: stored(row[acceptedAt] as number | null, acceptedAt, 'history'),
      appliedAt: stored(row[appliedAt] as number | null, appliedAt, 'history'),
      values: Object.fromEntries(
        values.map(([value, column]) => [value, textOf(stored(row[column], column, 'history'))]),
      ),
    };
  };
}

/** Reads the rows of a table. Throws StoreFailure for a row that lacks what it must have. */
export function rowReader(table: FieldTable): (row: Row) => HistoryRow {
  const parts = Object.keys(table.entity.key).map((part) => [part, columnOf(part)] as const);
  const fields = fieldsIn(table).map((field) => [field.name, fieldReader(field)] as const);
  return (row) => ({
    key: Object.fromEntries(parts.map(([part, column]) => [part, row[column] as string])),
    actor: (row.actor as string | undefined) ?? '',
    fields: Object.fromEntries(fields.map(([name, read]) => [name, read(row)])),
  });
}
