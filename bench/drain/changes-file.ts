import { readFileSync, writeFileSync } from 'node:fs';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { historyFields } from '../../domain/history/fields.ts';

/** Writes changes for the loaders, part by part. A field is written as its id. */
export const writeChanges = (file: string, parts: readonly (readonly HistoryChange[])[]): void =>
  writeFileSync(
    file,
    JSON.stringify(parts, (name, value) => (name === 'field' ? value.id : value)),
  );

export function readChanges(file: string): HistoryChange[][] {
  const fields = new Map(historyFields.map((field) => [field.id, field]));
  return JSON.parse(readFileSync(file, 'utf8'), (name, value) =>
    name === 'field' ? fields.get(value) : value,
  );
}
