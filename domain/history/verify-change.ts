import type { Reason } from '../../contracts/command-status.ts';
import type {
  ChannelCreated,
  ChannelJoined,
  MessageDeleted,
  MessageEdited,
  MessageSent,
  PendingChanges,
  StoredChannel,
  StoredMember,
  StoredMessage,
  Written,
} from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';

/*
 * What became of a change, judged from what the read model holds and nothing else. A rejection can be read
 * before the change was processed: once the message is there, what will become of a stranger's edit is certain.
 *
 * That a row is there proves nothing: a change is applied where the version that counts is its own and the row holds
 * what the change says, or where a newer version has superseded it. A store keeps no text of versions that were
 * superseded, nor of a deleted message: of those the version alone can be compared.
 */

const absent: Verification = { state: 'absent' };

const rejected = (code: string, detail: string): Verification => {
  const reason: Reason = { code, detail };
  return { state: 'rejected', at: null, reason };
};

const differs = (what: string): Verification => ({ state: 'differs', what });

const notTheAuthor = (verb: 'edit' | 'delete') =>
  rejected('not-the-author', `Only the author of a message may ${verb} it.`);

/** The time of writing is that of this change only where its own version is the one that stands. */
const writtenAt = (written: Written, version: number): number | null =>
  written.version === version ? written.appliedAt : null;

export function verifySent(change: MessageSent, message: StoredMessage | null): Verification {
  // One of a later version stands: this one, which comes before it, has not been applied.
  if (!message || message.sent.version > change.version) return absent;
  const { author, text, sent, edited, deleted } = message;
  const newer = deleted ?? edited;
  const holdsAnother = author !== change.actor || (!newer && text !== change.text);
  const supersededBy = newer?.version ?? null;
  if (sent.version < change.version) {
    // The same event twice in the log was accepted at one time.
    if (!holdsAnother && sent.acceptedAt === change.acceptedAt)
      return { state: 'applied', at: null, supersededBy };
    return rejected('message-exists', `The message ${message.messageId} was sent before.`);
  }
  if (holdsAnother) return differs(author === change.actor ? 'the text' : 'the author');
  return { state: 'applied', at: sent.appliedAt, supersededBy };
}

export function verifyEdited(
  change: MessageEdited,
  message: StoredMessage | null,
  pending: PendingChanges | null,
): Verification {
  const { version, messageId } = change;
  if (!message) {
    const kept = pending?.edited?.version ?? 0;
    return kept >= version ? { state: 'orphan', of: messageId, own: kept === version } : absent;
  }
  const { author, edited, deleted } = message;
  if (author !== change.actor) return notTheAuthor('edit');
  if (deleted && deleted.version < version) {
    // An older delete that came later than the edit: what was once told to be applied stays so.
    const wasApplied = edited && edited.version >= version && edited.appliedAt < deleted.appliedAt;
    if (wasApplied)
      return { state: 'applied', at: writtenAt(edited, version), supersededBy: deleted.version };
    return rejected('message-deleted', 'The message was deleted before this edit.');
  }
  if (!edited || edited.version < version) return absent;
  if (!deleted && edited.version === version && message.text !== change.text) return differs('the text');
  const replaced = deleted?.version ?? edited.version;
  return {
    state: 'applied',
    at: writtenAt(edited, version),
    supersededBy: replaced > version ? replaced : null,
  };
}

export function verifyDeleted(
  change: MessageDeleted,
  message: StoredMessage | null,
  pending: PendingChanges | null,
): Verification {
  const { version, messageId } = change;
  if (!message) {
    const kept = pending?.deleted;
    if (!kept || kept.version > version) return absent;
    return { state: 'orphan', of: messageId, own: kept.version === version };
  }
  const { author, deleted } = message;
  if (author !== change.actor) return notTheAuthor('delete');
  if (!deleted || deleted.version > version) return absent;
  if (message.text !== '') return differs('the text, which a deleted message does not keep');
  return { state: 'applied', at: writtenAt(deleted, version), supersededBy: null };
}

export function verifyCreated(change: ChannelCreated, channel: StoredChannel | null): Verification {
  if (!channel || channel.created.version > change.version) return absent;
  const same = channel.creator === change.actor && channel.title === change.title;
  if (channel.created.version < change.version && !same) {
    return rejected('channel-exists', `The channel ${channel.channelId} was created before.`);
  }
  if (!same) return differs(channel.title === change.title ? 'the creator' : 'the title');
  return { state: 'applied', at: writtenAt(channel.created, change.version), supersededBy: null };
}

export function verifyJoined(change: ChannelJoined, member: StoredMember | null): Verification {
  if (!member || member.joined.version > change.version) return absent;
  return { state: 'applied', at: writtenAt(member.joined, change.version), supersededBy: null };
}
