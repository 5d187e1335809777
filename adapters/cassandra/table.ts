import type { HistoryEntity, HistoryField } from '../../contracts/ports/history-store.ts';
import { columnOf, valueColumn } from '../../domain/history/column-names.ts';

export type ColumnType = 'text' | 'ascii' | 'int' | 'bigint';

interface TableKey {
  partition: Readonly<Record<string, ColumnType>>;
  /** A column's type and order. */
  clustering: Readonly<Record<string, readonly [ColumnType, 'ASC' | 'DESC']>>;
}

/** A table with one row per entity, or one per entity and actor. */
export interface FieldTable extends TableKey {
  entity: HistoryEntity;
  /** Key columns that are not part of the entity's key. */
  derived?: Readonly<Record<string, (key: Readonly<Record<string, string>>) => number>>;
  /** The fields by the schema version that added them. The lowest version creates the table. */
  fields: Readonly<Record<number, readonly HistoryField[]>>;
}

export interface PlainTable extends TableKey {
  /** A wipe empties content and epochs. A content table that somebody else emptied is filled again. */
  purpose: 'content' | 'epochs' | 'bookkeeping';
  since: number;
  columns: Readonly<Record<string, ColumnType>>;
}

export type Table = FieldTable | PlainTable;

export const fieldsIn = ({ fields }: FieldTable): HistoryField[] => Object.values(fields).flat();

export const purposeOf = (table: Table): PlainTable['purpose'] =>
  'fields' in table ? 'content' : table.purpose;

/** The columns of a field: the versions and times of the write, and its values. `applied` is stored by `earliestWins`. */
export const writeColumns = ({ name }: HistoryField) => ({
  version: columnOf(`${name}_version`),
  acceptedAt: columnOf(`${name}_accepted_at`),
  applied: columnOf(`${name}_applied`),
});

/** The columns besides the key, by the schema version that added them. */
export function columnsByVersion(table: Table): ReadonlyMap<number, Readonly<Record<string, ColumnType>>> {
  if (!('fields' in table)) return new Map([[table.since, table.columns]]);
  return new Map(
    Object.entries(table.fields).map(([version, fields]) => [
      Number(version),
      Object.fromEntries(
        fields.flatMap((field) => [
          ...Object.values(writeColumns(field)).map((column) => [column, 'bigint'] as const),
          ...field.values.map((value) => [valueColumn(field, value), 'text'] as const),
        ]),
      ),
    ]),
  );
}
