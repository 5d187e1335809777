import type { HistoryField, HistoryRow, StoredField } from '../../contracts/ports/history-store.ts';
import { stored } from '../../contracts/ports/stored-value.ts';
import { columnOf, valueColumn } from '../../domain/history/column-names.ts';
import { type FieldTable, fieldsIn, writeColumns } from './table.ts';
import { timeOf } from './write-timestamps.ts';

/** A row as the driver reads it: bigint columns as BigInt, absent ones as null. */
export type Row = Record<string, unknown>;

type KeyValue = string | number;

/** What is written of a field. */
export interface FieldWrites {
  /** Takes the timestamp, version, accepted_at, applied, the values, the key of the row. */
  write: string;
  /** Takes the timestamp and the key of the row; null for a field that erases nothing. */
  erase: string | null;
  /** How many columns of the key make the partition. */
  partitionColumns: number;
  /** The columns of a row's key. */
  keyOf(key: Readonly<Record<string, string>>, actor: string): KeyValue[];
}

/** How the rows of one entity are read. */
export interface EntityReads {
  read(row: Row): HistoryRow;
  /** By the whole key. */
  rows: string;
  /** By all parts of the key but the last, which is above a value; with a limit. */
  list: string;
  count: string;
  all: string;
  /** The columns by which the rows of an entity are found. */
  keyOf(key: Readonly<Record<string, string>>): KeyValue[];
}

const keyColumnsOf = ({ partition, clustering }: FieldTable): string[] => [
  ...Object.keys(partition),
  ...Object.keys(clustering),
];

const areGiven = (columns: readonly string[]): string[] => columns.map((column) => `${column} = ?`);

/** What gives the value of each of these key columns. */
function keyReader({ entity, derived }: FieldTable, columns: readonly string[]) {
  const parts = new Map(Object.keys(entity.key).map((part) => [columnOf(part), part]));
  const values = columns.map((column) => {
    const part = parts.get(column);
    if (part !== undefined) return (key: Readonly<Record<string, string>>) => key[part]!;
    return derived?.[column] ?? ((_: unknown, actor: string) => actor);
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

/** What is read of a table by a query with this condition. */
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
    read: rowReader(table),
    rows: `${select} WHERE ${areGiven(columns).join(' AND ')}`,
    list: `${select} WHERE ${[...within, `${columns.at(-1)} > ?`].join(' AND ')} LIMIT ?`,
    count: `SELECT count(*) AS count FROM ${name} WHERE ${within.join(' AND ')}`,
    all: select,
    keyOf: keyReader(table, columns),
  };
}

/** Reads one field of a row; undefined where it was not written. */
function fieldReader(field: HistoryField): (row: Row) => StoredField | undefined {
  const { version, acceptedAt, applied } = writeColumns(field);
  const values = field.values.map((value) => [value, valueColumn(field, value)] as const);
  return (row) => {
    const written = row[version] as bigint | null;
    if (written === null) {
      if (row[acceptedAt] !== null) stored(null, version, 'history');
      return undefined;
    }
    return {
      version: Number(written),
      acceptedAt: Number(stored(row[acceptedAt] as bigint | null, acceptedAt, 'history')),
      appliedAt: timeOf(stored(row[applied] as bigint | null, applied, 'history')),
      values: Object.fromEntries(
        values.map(([value, column]) => [value, stored(row[column] as string | null, column, 'history')]),
      ),
    };
  };
}

/** Reads the rows of a table. Throws StoreFailure for a row that lacks what it must have. */
function rowReader(table: FieldTable): (row: Row) => HistoryRow {
  const parts = Object.keys(table.entity.key).map((part) => [part, columnOf(part)] as const);
  const fields = fieldsIn(table).map((field) => [field.name, fieldReader(field)] as const);
  return (row) => ({
    key: Object.fromEntries(parts.map(([part, column]) => [part, row[column] as string])),
    actor: (row.actor as string | undefined) ?? '',
    fields: Object.fromEntries(fields.map(([name, read]) => [name, read(row)])),
  });
}
