import type { HistoryField, HistoryRow } from '../../contracts/ports/history-store.ts';
import { columnOf, valueColumn } from '../../domain/history/column-names.ts';
import { rowReader, type StoredRow } from '../../domain/history/read-row.ts';
import { type FieldTable, fieldsIn, writeColumns } from './table.ts';
import { timeOf } from './write-timestamps.ts';

/** A stored row; its numbers are BigInts. */
export type Row = StoredRow;

type KeyValue = string | number;

/** The statements that write a field. */
interface FieldWrites {
  /** Parameters: the timestamp, version, accepted_at, applied, the values, the row's key. */
  write: string;
  /** Parameters: the timestamp and the row's key. Null for a field that erases nothing. */
  erase: string | null;
  /** How many columns of the key form the partition. */
  partitionColumns: number;
  /** The values of a row's key columns. */
  keyOf(key: Readonly<Record<string, string>>, actor: string): KeyValue[];
}

/** The statements that read the rows of one entity. */
interface EntityReads {
  read(row: Row): HistoryRow;
  /** By the whole key. */
  rows: string;
  /** By all parts of the key but the last, which is above a value; with a limit. */
  list: string;
  count: string;
  all: string;
  /** The values of the columns by which an entity's rows are found. */
  keyOf(key: Readonly<Record<string, string>>): KeyValue[];
}

const keyColumnsOf = ({ partition, clustering }: FieldTable): string[] => [
  ...Object.keys(partition),
  ...Object.keys(clustering),
];

const areGiven = (columns: readonly string[]): string[] => columns.map((column) => `${column} = ?`);

/** Returns the function that reads the value of each of these key columns. */
function keyReader({ entity, derived }: FieldTable, columns: readonly string[]) {
  const parts = new Map(Object.keys(entity.key).map((part) => [columnOf(part), part]));
  const values = columns.map((column) => {
    const part = parts.get(column);
    if (part !== undefined) return (key: Readonly<Record<string, string>>) => key[part]!;
    if (column === 'actor') return (_: unknown, actor: string) => actor;
    const value = derived?.[column];
    if (!value) throw new TypeError(`the key column ${column} of ${entity.name} has no value`);
    return value;
  });
  return (key: Readonly<Record<string, string>>, actor = ''): KeyValue[] =>
    values.map((value) => value(key, actor));
}

export function fieldWrites(name: string, table: FieldTable, field: HistoryField): FieldWrites {
  const columns = keyColumnsOf(table);
  const where = areGiven(columns).join(' AND ');
  const values = field.values.map((value) => valueColumn(field, value));
  const sets = areGiven([...Object.values(writeColumns(field)), ...values]);
  const erased = field.erases.flatMap((other) => other.values.map((value) => valueColumn(other, value)));
  const update = (assignments: readonly string[]) =>
    `UPDATE ${name} USING TIMESTAMP ? SET ${assignments.join(', ')} WHERE ${where}`;
  return {
    write: update(sets),
    erase: erased.length > 0 ? update(erased.map((column) => `${column} = ''`)) : null,
    partitionColumns: Object.keys(table.partition).length,
    keyOf: keyReader(table, columns),
  };
}

/** The query of a table's rows, with a condition. */
export function selectFrom(name: string, table: FieldTable): string {
  const columns = fieldsIn(table).flatMap((field) => [
    ...Object.values(writeColumns(field)),
    ...field.values.map((value) => valueColumn(field, value)),
  ]);
  return `SELECT ${[...keyColumnsOf(table), ...columns].join(', ')} FROM ${name}`;
}

export function entityReads(name: string, table: FieldTable): EntityReads {
  const columns = keyColumnsOf(table).filter((column) => column !== 'actor');
  const within = areGiven(columns.slice(0, -1));
  const select = selectFrom(name, table);
  return {
    read: readerOf(table),
    rows: `${select} WHERE ${areGiven(columns).join(' AND ')}`,
    list: `${select} WHERE ${[...within, `${columns.at(-1)} > ?`].join(' AND ')} LIMIT ?`,
    count: `SELECT count(*) AS count FROM ${name} WHERE ${within.join(' AND ')}`,
    all: select,
    keyOf: keyReader(table, columns),
  };
}

/** Returns a table's row reader. It throws StoreFailure for a row that lacks a required value. */
const readerOf = (table: FieldTable) =>
  rowReader(table.entity, fieldsIn(table), {
    columns(field) {
      const { version, acceptedAt, applied } = writeColumns(field);
      return [version, acceptedAt, applied];
    },
    number: Number,
    time: (value) => timeOf(value as bigint),
    text: (value) => value as string,
  });
