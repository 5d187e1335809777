import { keyColumns, valueColumn } from '../../../domain/history/column-names.ts';
import { rowReader } from '../../../domain/history/read-row.ts';
import { type FieldTable, fieldsIn, writeColumns } from './field-table.ts';

/** Reads text as bytes: early releases of Node 24 cut a text column at its first NUL character. */
export const textOf = (bytes: unknown): string => {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
};

/** The columns that a query selects for `readerOf`. */
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

/** Returns a table's row reader. It throws StoreFailure for a row that lacks a required value. */
export const readerOf = (table: FieldTable) =>
  rowReader(table.entity, fieldsIn(table), {
    columns(field) {
      const { version, acceptedAt, appliedAt } = writeColumns(field);
      return [version, acceptedAt, appliedAt];
    },
    number: Number,
    time: Number,
    text: textOf,
  });
