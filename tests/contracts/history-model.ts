import type { HistoryChange } from '../../contracts/ports/history-store.ts';

type Of<Kind extends HistoryChange['kind']> = Extract<HistoryChange, { kind: Kind }>;

/*
 * What a history must show, said as plainly as possible: from the set of all changes at once, by looking for the
 * highest and the lowest. It knows no order, no batches and no storage, so it cannot share a store's mistakes.
 */

const lowest = <C extends HistoryChange>(changes: C[]): C | undefined =>
  changes.toSorted((a, b) => a.version - b.version)[0];
const highest = <C extends HistoryChange>(changes: C[]): C | undefined =>
  changes.toSorted((a, b) => b.version - a.version)[0];
const mark = (change: HistoryChange | undefined) =>
  change ? { version: change.version, acceptedAt: change.acceptedAt } : null;

export class HistoryModel {
  private readonly changes: readonly HistoryChange[];

  constructor(changes: readonly HistoryChange[]) {
    this.changes = changes;
  }

  private of<Kind extends HistoryChange['kind']>(kind: Kind, fields: Partial<Of<Kind>>): Of<Kind>[] {
    return this.changes.filter(
      (change): change is Of<Kind> =>
        change.kind === kind &&
        Object.entries(fields).every(([name, value]) => change[name as keyof HistoryChange] === value),
    );
  }

  message(channelId: string, messageId: string) {
    const send = lowest(this.of('message-sent', { channelId, messageId }));
    if (!send) return null;
    const own = { channelId, messageId, actor: send.actor };
    const edit = highest(this.of('message-edited', own));
    const removal = lowest(this.of('message-deleted', own));
    const text = removal ? '' : (edit?.text ?? send.text);
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
    const edit = highest(this.of('message-edited', { channelId, messageId, actor }));
    const removal = lowest(this.of('message-deleted', { channelId, messageId, actor }));
    return edit || removal ? { edited: mark(edit), deleted: mark(removal) } : null;
  }

  messages(channelId: string) {
    const ids = new Set(this.of('message-sent', { channelId }).map((change) => change.messageId));
    return [...ids]
      .sort()
      .reverse()
      .map((id) => this.message(channelId, id));
  }

  channel(channelId: string) {
    const creation = lowest(this.of('channel-created', { channelId }));
    if (!creation) return null;
    const members = this.members(channelId).length;
    return { channelId, title: creation.title, creator: creation.actor, created: mark(creation), members };
  }

  members(channelId: string) {
    const ids = new Set(this.of('channel-joined', { channelId }).map((change) => change.actor));
    return [...ids].sort().map((memberId) => this.member(channelId, memberId));
  }

  member(channelId: string, memberId: string) {
    const join = lowest(this.of('channel-joined', { channelId, actor: memberId }));
    return join ? { memberId, joined: mark(join) } : null;
  }
}
