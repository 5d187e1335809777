import type { HistoryField } from '../../../contracts/ports/history-store.ts';
import { erasersOf, keyColumns, valueColumn } from '../../../domain/history/column-names.ts';
import { type FieldTable, fieldsIn, writeColumns } from './field-table.ts';

/**
 * The statement that writes a field. It keeps the winning version, so the result is the same in any order of changes,
 * batches and processes. Parameters: applied_at, version, accepted_at, the key, the values.
 */
export function upsertField(table: FieldTable, field: HistoryField): string {
  const { version, acceptedAt, appliedAt } = writeColumns(field);
  const values = field.values.map((value) => valueColumn(field, value));
  const columns = [appliedAt, version, acceptedAt, ...keyColumns(table.entity), ...values];
  const isErased = erasersOf(field, fieldsIn(table))
    .map((eraser) => `${writeColumns(eraser).version} IS NOT NULL`)
    .join(' OR ');
  const sets = [
    `${version} = excluded.${version}`,
    `${acceptedAt} = excluded.${acceptedAt}`,
    // Keep the time of the first stored write that erases.
    field.erases.length > 0
      ? `${appliedAt} = coalesce(${appliedAt}, excluded.${appliedAt})`
      : `${appliedAt} = excluded.${appliedAt}`,
    ...values.map((column) =>
      isErased ? `${column} = iif(${isErased}, '', excluded.${column})` : `${column} = excluded.${column}`,
    ),
    ...field.erases
      .flatMap((erased) => erased.values.map((value) => valueColumn(erased, value)))
      .map((column) => `${column} = iif(${column} IS NULL, NULL, '')`),
  ];
  const wins = field.wins === 'lowest' ? '<' : '>';
  return `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT DO UPDATE SET ${sets.join(', ')}
    WHERE ${version} IS NULL OR excluded.${version} ${wins} ${version}`;
}
