import type { HistoryEntity, HistoryField } from '../../../contracts/ports/history-store.ts';
import { columnOf, keyColumns, valueColumn } from '../../../domain/history/column-names.ts';

/** A table with one row per entity, or one per entity and actor. */
export interface FieldTable {
  name: string;
  entity: HistoryEntity;
  /** The fields by the schema version that added them. The lowest version creates the table. */
  fields: Readonly<Record<number, readonly HistoryField[]>>;
}

export const fieldsIn = ({ fields }: FieldTable): HistoryField[] => Object.values(fields).flat();

/** The columns of a field: the versions and times of the write, and its values. */
export const writeColumns = ({ name }: HistoryField) => ({
  version: columnOf(`${name}_version`),
  acceptedAt: columnOf(`${name}_accepted_at`),
  appliedAt: columnOf(`${name}_applied_at`),
});

function columnsOf(field: HistoryField): string[] {
  const marks = Object.values(writeColumns(field)).map((column) => `${column} INTEGER`);
  return [...marks, ...field.values.map((value) => `${valueColumn(field, value)} TEXT`)];
}

function createTable({ name, entity }: FieldTable, fields: readonly HistoryField[]): string {
  const key = keyColumns(entity);
  const columns = [...key.map((column) => `${column} TEXT NOT NULL`), ...fields.flatMap(columnsOf)];
  return `CREATE TABLE ${name} (
    ${columns.join(',\n    ')},
    PRIMARY KEY (${key.join(', ')})
  ) STRICT, WITHOUT ROWID;`;
}

const addColumns = ({ name }: FieldTable, fields: readonly HistoryField[]): string =>
  fields
    .flatMap(columnsOf)
    .map((column) => `ALTER TABLE ${name} ADD COLUMN ${column};`)
    .join('\n');

/** The SQL that creates these tables, one step per version. */
export function stepsOf(tables: readonly FieldTable[]): string[] {
  const first = ({ fields }: FieldTable) => Math.min(...Object.keys(fields).map(Number));
  const last = Math.max(...tables.flatMap(({ fields }) => Object.keys(fields).map(Number)));
  return Array.from({ length: last }, (_, at) => {
    const version = at + 1;
    return tables
      .filter(({ fields }) => fields[version])
      .map((table) => (first(table) === version ? createTable : addColumns)(table, table.fields[version]!))
      .join('\n\n');
  });
}
