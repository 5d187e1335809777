import { keyColumns, valueColumn } from '../../../domain/history/column-names.ts';
import { rowReader } from '../../../domain/history/read-row.ts';
import { type FieldTable, fieldsIn, writeColumns } from './field-table.ts';

/**
 * Text is read as its bytes: reading a text column ended at the first NUL character in early releases of
 * Node 24.
 */
export const textOf = (bytes: unknown): string => {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
};

/** What a query selects of a table for `readerOf`. */
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

/** Reads the rows of a table. Throws StoreFailure for a row that lacks what it must have. */
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
