import type { HistoryEntity, HistoryField } from '../../contracts/ports/history-store.ts';
import { commands } from '../catalog.ts';

/** Every field of the history, as the commands declare them. */
export const historyFields: readonly HistoryField[] = [
  ...new Set(commands.map(({ history }) => history.field as HistoryField)),
].sort((a, b) => (a.id < b.id ? -1 : 1));

const byEntity = Map.groupBy(historyFields, ({ entity }) => entity.name);

/** The fields of an entity, sorted by name. */
export const fieldsOf = ({ name }: Pick<HistoryEntity, 'name'>): readonly HistoryField[] =>
  byEntity.get(name) ?? [];

/** Throws TypeError if a store has no table for a field: otherwise its events would fail one by one, long after the start. */
export function requirePlaces(placed: readonly HistoryField[], declaredIn: string): void {
  const missing = historyFields.find((field) => !placed.includes(field));
  if (missing) throw new TypeError(`The field ${missing.id} has no table. Declare one in ${declaredIn}.`);
}
