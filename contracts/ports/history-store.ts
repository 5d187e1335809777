import type { ProjectionStore } from './projection-store.ts';

/**
 * The port of the history read model: the history projection writes it and the query service reads it. Every adapter passes
 * the same contract suite (`tests/contracts/history-store`).
 *
 * The history holds entities. Each has a key and fields. A field is written as a whole: its values, and the version of the
 * write (its position in the log). Each field declares whether the lowest or the highest version wins, so writes commute and
 * repeat without effect: any order, repetition and batching of the same changes gives the same state. Commands declare the
 * fields in their folders (`domain/chat/`).
 *
 * If an entity has an `author`, only the author's changes count. The write that determines the author may be stored last, so
 * a store keeps a row for each actor and the reader decides (`domain/history/counting-rows.ts`).
 */
export interface HistoryEntity<Part extends string = string> {
  /** In the singular: `channel`. */
  name: string;
  /** The parts of its key in order, each with its format. A `uuid` is in lower case. */
  key: Readonly<Record<Part, 'identifier' | 'uuid' | 'text'>>;
  /** The field whose winning writer is the author; each actor then has a row. Absent: one row per entity. */
  author?: string;
}

/** A field, written as a whole by the events of one command. */
export interface HistoryField<Part extends string = string, Value extends string = string> {
  /** Unique among all fields: `channel.created`. */
  id: string;
  entity: HistoryEntity<Part>;
  name: string;
  /** Which write wins, in whatever order they arrive. */
  wins: 'lowest' | 'highest';
  /** The names of its values, all text. */
  values: readonly Value[];
  /** Fields of the same row that lose their values for good when this one is written. */
  erases: readonly HistoryField[];
}

/** One write to one field. */
export interface HistoryChange<Part extends string = string, Value extends string = string> {
  field: HistoryField<Part, Value>;
  key: Readonly<Record<Part, string>>;
  values: Readonly<Record<Value, string>>;
  actor: string;
  version: number;
  /** When the command was accepted: Unix time in milliseconds, by the gateway's clock. */
  acceptedAt: number;
}

/** One write to a field: its version, and when the store took it (Unix ms, the writer's clock). */
export interface Written {
  version: number;
  acceptedAt: number;
  appliedAt: number;
}

export interface StoredField extends Written {
  /** Erased values are empty. */
  values: Readonly<Record<string, string>>;
}

export interface HistoryRow {
  key: Readonly<Record<string, string>>;
  /** The actor whose changes it holds, for an entity with an author; otherwise empty. */
  actor: string;
  /** The written fields, by name. */
  fields: Readonly<Record<string, StoredField | undefined>>;
}

export interface StoredMessage {
  channelId: string;
  messageId: string;
  author: string;
  text: string;
  sent: Written;
  edited: Written | null;
  deleted: Written | null;
}

/** If `checkChange` refuses one change, the whole batch is refused as `poison` and nothing is written. */
export interface HistoryStore extends ProjectionStore<HistoryChange> {
  /** All rows of one entity: one, or one per actor; none if nothing was written to it. */
  rows<Part extends string>(
    entity: HistoryEntity<Part>,
    key: Readonly<Record<Part, string>>,
  ): Promise<HistoryRow[]>;
  /**
   * Entities without an author whose key has all parts of `within`, ordered by its last part, after `after` if given. At
   * most `limit`.
   */
  list(
    entity: HistoryEntity,
    within: Readonly<Record<string, string>>,
    limit: number,
    after?: string,
  ): Promise<HistoryRow[]>;
  /** How many entities `list` would return without a limit. */
  count(entity: HistoryEntity, within: Readonly<Record<string, string>>): Promise<number>;
  /**
   * Messages of a channel, newest first (by id), including deleted ones, which are marked; only those older than the id
   * `before`, if given. At most `limit`. Ends earlier once the texts together have `maxCharacters` (UTF-16 units), so that a
   * page of long texts is never in memory at once.
   */
  messages(
    channelId: string,
    limit: number,
    before?: string,
    maxCharacters?: number,
  ): Promise<StoredMessage[]>;
}
