import type { HistoryChange, HistoryField, HistoryRow } from '../../contracts/ports/history-store.ts';
import { created } from '../../domain/chat/create-channel/created.ts';
import { deleted } from '../../domain/chat/delete-message/deleted.ts';
import { edited } from '../../domain/chat/edit-message/edited.ts';
import { joined } from '../../domain/chat/join-channel/joined.ts';
import { sent } from '../../domain/chat/send-message/sent.ts';

/*
 * What a history must show, as simply as possible: from the set of all changes at once, by the highest or lowest version. It
 * has no order, batches or storage, so it cannot make a store's mistakes.
 */

const lowest = (changes: HistoryChange[]): HistoryChange | undefined =>
  changes.toSorted((a, b) => a.version - b.version)[0];
const highest = (changes: HistoryChange[]): HistoryChange | undefined =>
  changes.toSorted((a, b) => b.version - a.version)[0];
const mark = (change: HistoryChange | undefined) =>
  change ? { version: change.version, acceptedAt: change.acceptedAt } : null;

export class HistoryModel {
  private readonly changes: readonly HistoryChange[];

  constructor(changes: readonly HistoryChange[]) {
    this.changes = changes;
  }

  private of(field: HistoryField, key: Record<string, string>, actor?: string): HistoryChange[] {
    return this.changes.filter(
      (change) =>
        change.field.id === field.id &&
        (actor === undefined || change.actor === actor) &&
        Object.entries(key).every(([part, value]) => change.key[part] === value),
    );
  }

  message(channelId: string, messageId: string) {
    const send = lowest(this.of(sent, { channelId, messageId }));
    if (!send) return null;
    const edit = highest(this.of(edited, { channelId, messageId }, send.actor));
    const removal = lowest(this.of(deleted, { channelId, messageId }, send.actor));
    const text = removal ? '' : (edit ?? send).values.text!;
    return {
      channelId,
      messageId,
      author: send.actor,
      text,
      sent: mark(send),
      edited: mark(edit),
      deleted: mark(removal),
    };
  }

  pendingChanges(channelId: string, messageId: string, actor: string) {
    if (this.message(channelId, messageId)) return null;
    const edit = highest(this.of(edited, { channelId, messageId }, actor));
    const removal = lowest(this.of(deleted, { channelId, messageId }, actor));
    return edit || removal ? { edited: mark(edit), deleted: mark(removal) } : null;
  }

  messages(channelId: string) {
    const ids = new Set(this.of(sent, { channelId }).map((change) => change.key.messageId!));
    return [...ids]
      .sort()
      .reverse()
      .map((id) => this.message(channelId, id));
  }

  channel(channelId: string) {
    const creation = lowest(this.of(created, { channelId }));
    if (!creation) return null;
    const members = this.members(channelId).length;
    return {
      channelId,
      title: creation.values.title!,
      creator: creation.actor,
      created: mark(creation),
      members,
    };
  }

  members(channelId: string) {
    const ids = new Set(this.of(joined, { channelId }).map((change) => change.actor));
    return [...ids].sort().map((memberId) => this.member(channelId, memberId));
  }

  member(channelId: string, memberId: string) {
    const join = lowest(this.of(joined, { channelId }, memberId));
    return join ? { memberId, joined: mark(join) } : null;
  }

  /** The rows of the entity that a change belongs to, each field by its own rule; erased fields are empty. */
  rows(of: HistoryChange): HistoryRow[] {
    const { entity } = of.field;
    const whole = (change: HistoryChange) =>
      change.field.entity === entity &&
      Object.keys(entity.key).every((part) => change.key[part] === of.key[part]);
    const changes = this.changes.filter(whole);
    const actors = new Set(changes.map(({ actor }) => (entity.author === undefined ? '' : actor)));
    return [...actors].map((actor) => {
      const own = changes.filter((change) => entity.author === undefined || change.actor === actor);
      const fields = new Set(own.map(({ field }) => field));
      const erased = new Set([...fields].flatMap(({ erases }) => erases));
      return {
        key: of.key,
        actor,
        fields: Object.fromEntries(
          [...fields].map((field) => {
            const writes = own.filter((change) => change.field === field);
            const winner = (field.wins === 'lowest' ? lowest(writes) : highest(writes))!;
            const values = Object.entries(winner.values).map(([name, text]) => [
              name,
              erased.has(field) ? '' : text,
            ]);
            return [field.name, { ...mark(winner)!, appliedAt: 1, values: Object.fromEntries(values) }];
          }),
        ),
      };
    });
  }

  /** The fields of one entity without an author. */
  fields(of: HistoryChange): HistoryRow['fields'] {
    return this.rows(of)[0]?.fields ?? {};
  }
}
