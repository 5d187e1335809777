import type { ProjectionStore } from './projection-store.ts';

/**
 * The port of the history read model: what the history projection writes and the query service reads. Every
 * adapter passes the same contract suite (`tests/contracts/history-store`).
 *
 * The history holds entities. Each has a key and fields, and a field is written as a whole: its values, and the version of the
 * write (its position in the log). Writes commute and repeat without effect, because each field declares whose write wins: the
 * one of the lowest version or the one of the highest. So for any order, repetition and batching of the same changes the stored
 * state is the same. Commands declare the fields in their folders (`domain/chat/`), each with its rule.
 *
 * Of several actors who change an entity with an `author`, only the author's changes count. Who that is may be stored
 * last, so a store keeps a row for each actor and the reader decides (`domain/history/counting-rows.ts`).
 */
export interface HistoryEntity<Part extends string = string> {
  /** In the singular: `channel`. */
  name: string;
  /** The parts of its key in their order, each with what it must be. A `uuid` is in lower case. */
  key: Readonly<Record<Part, 'identifier' | 'uuid' | 'text'>>;
  /** The field whose winning writer is the author. Then each actor has a row; absent: an entity has one row. */
  author?: string;
}

/** A field, written as a whole by the events of one command. */
export interface HistoryField<Part extends string = string, Value extends string = string> {
  /** Of all fields: `channel.created`. */
  id: string;
  entity: HistoryEntity<Part>;
  name: string;
  /** Which write wins, whatever their order. */
  wins: 'lowest' | 'highest';
  /** The names of its values, all of them text. */
  values: readonly Value[];
  /** Fields of the same row that lose their values for good once this one is written. */
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
  /** Erased ones are empty. */
  values: Readonly<Record<string, string>>;
}

export interface HistoryRow {
  key: Readonly<Record<string, string>>;
  /** Whose changes it holds, for an entity with an author; else empty. */
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

/** If `checkChange` refuses one change, the whole batch is refused, unwritten, as `poison`. */
export interface HistoryStore extends ProjectionStore<HistoryChange> {
  /** All rows of one entity: one, or one for each actor; none where nothing was written to it. */
  rows<Part extends string>(
    entity: HistoryEntity<Part>,
    key: Readonly<Record<Part, string>>,
  ): Promise<HistoryRow[]>;
  /**
   * Entities without an author whose key has all parts of `within`, in the order of its last part, after `after` when given.
   * At most `limit`.
   */
  list(
    entity: HistoryEntity,
    within: Readonly<Record<string, string>>,
    limit: number,
    after?: string,
  ): Promise<HistoryRow[]>;
  /** How many entities `list` would give without a limit. */
  count(entity: HistoryEntity, within: Readonly<Record<string, string>>): Promise<number>;
  /**
   * Messages of a channel, newest first (by id), deleted ones included as flags; only those older than the id `before`, when
   * given. At most `limit`; ends early once the texts have `maxCharacters` (UTF-16 units) together, so that a page of long ones
   * is never in memory at once.
   */
  messages(
    channelId: string,
    limit: number,
    before?: string,
    maxCharacters?: number,
  ): Promise<StoredMessage[]>;
}
