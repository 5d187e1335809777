import type { HistoryEntity, HistoryField } from '../../contracts/ports/history-store.ts';

/** `messageId` as a column: `message_id`. */
export const columnOf = (name: string): string =>
  name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** The column of one of a field's values: `edited_text`. */
export const valueColumn = (field: Pick<HistoryField, 'name'>, value: string): string =>
  columnOf(`${field.name}_${value}`);

/** The columns of an entity's key, and of the actor if each actor has a row. */
export const keyColumns = ({ key, author }: HistoryEntity): string[] => [
  ...Object.keys(key).map(columnOf),
  ...(author === undefined ? [] : ['actor']),
];

/** The fields that erase this one. */
export const erasersOf = (field: HistoryField, fields: readonly HistoryField[]): HistoryField[] =>
  fields.filter(({ erases }) => erases.includes(field));
