import type { HistoryEntity } from '../../contracts/ports/history-store.ts';

type Parts = Readonly<Record<string, string>>;

/** The parts of a key in the order of the entity. */
export const keyValues = (entity: HistoryEntity, key: Parts): string[] =>
  Object.keys(entity.key).map((part) => key[part]!);

/** All parts of a key but the last. */
export const withinValues = (entity: HistoryEntity, within: Parts): string[] =>
  Object.keys(entity.key)
    .slice(0, -1)
    .map((part) => within[part]!);
