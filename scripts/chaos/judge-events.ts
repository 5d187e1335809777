import type { LoggedEvent } from '../../contracts/event.ts';
import type { HistoryRows, MessageRow } from './rows.ts';

/**
 * What the rows say about an event. `applied`: they hold what the event wrote, or something newer. `rejected`: a rule
 * rejected the event, and the rows show why. `absent`: neither.
 */
type Verdict = 'applied' | 'rejected' | 'absent';

export interface Judgement {
  /** Verdicts by position. */
  verdicts: Map<string, Verdict>;
  /** Edits that an older delete has hidden. They may be applied or rejected, depending on which was applied first. */
  either: Set<string>;
  /** Rows, or fields of rows, that no event in the log explains. */
  unexplained: string[];
}

const text = (logged: LoggedEvent, field: string): string => String(logged.event.data[field]);

/** Judges every event by the rows alone. Implements the store's rules a second time, sharing no code with the store. */
export function judgeEvents(events: readonly LoggedEvent[], rows: HistoryRows): Judgement {
  const verdicts = new Map<string, Verdict>();
  const either = new Set<string>();
  const unexplained: string[] = [];
  const byMessage = Map.groupBy(
    events.filter(({ event }) => event.type.startsWith('chat.message-')),
    (logged) => `${text(logged, 'channelId')}/${text(logged, 'messageId')}`,
  );
  const messages = new Map(rows.messages.map((row) => [`${row.channelId}/${row.messageId}`, row]));
  for (const [name, ofMessage] of byMessage) judgeMessage(ofMessage, messages.get(name), verdicts, either);
  for (const [name, row] of messages) {
    const versions = new Set(byMessage.get(name)?.map(({ version }) => version));
    for (const field of ['sent', 'edited', 'deleted'] as const)
      if (row[field] !== null && !versions.has(row[field])) unexplained.push(`message ${name}: ${field}`);
  }
  judgeChannels(events, rows, verdicts, unexplained);
  judgeMembers(events, rows, verdicts, unexplained);
  if (rows.orphans > 0) unexplained.push(`${rows.orphans} kept changes of messages that do not exist`);
  return { verdicts, either, unexplained };
}

function judgeMessage(
  events: readonly LoggedEvent[],
  row: MessageRow | undefined,
  verdicts: Map<string, Verdict>,
  either: Set<string>,
): void {
  const byAuthor = events.filter(({ event }) => event.actor === row?.author);
  const edits = byAuthor.filter(({ event }) => event.type === 'chat.message-edited.v1');
  for (const logged of events) verdicts.set(logged.position, row ? judge(logged, row) : 'absent');

  function judge(logged: LoggedEvent, { author, sent, edited, deleted, text: shown }: MessageRow): Verdict {
    const { version, position } = logged;
    switch (logged.event.type) {
      case 'chat.message-sent.v1': {
        const isShown = edited !== null || deleted !== null || shown === text(logged, 'text');
        return author === logged.event.actor && sent <= version && isShown ? 'applied' : 'absent';
      }
      case 'chat.message-edited.v1': {
        if (logged.event.actor !== author) return 'rejected';
        const isKept = edited !== null && edited >= version;
        if (deleted !== null && deleted < version) {
          either.add(position);
          return 'rejected';
        }
        const newest = edits.find((edit) => edit.version === edited);
        const isShown = deleted !== null || edited !== version || (newest && shown === text(newest, 'text'));
        return isKept && isShown ? 'applied' : 'absent';
      }
      default:
        if (logged.event.actor !== author) return 'rejected';
        return deleted !== null && deleted <= version && shown === '' ? 'applied' : 'absent';
    }
  }
}

function judgeChannels(
  events: readonly LoggedEvent[],
  rows: HistoryRows,
  verdicts: Map<string, Verdict>,
  unexplained: string[],
): void {
  const channels = new Map(rows.channels.map((row) => [row.channelId, row]));
  const versions = new Set<string>();
  for (const logged of events) {
    if (logged.event.type !== 'chat.channel-created.v1') continue;
    const row = channels.get(text(logged, 'channelId'));
    versions.add(`${text(logged, 'channelId')} ${logged.version}`);
    const isSame = row?.title === text(logged, 'title') && row.creator === logged.event.actor;
    if (!row || row.created > logged.version) verdicts.set(logged.position, 'absent');
    else if (isSame) verdicts.set(logged.position, 'applied');
    else verdicts.set(logged.position, row.created === logged.version ? 'absent' : 'rejected');
  }
  for (const { channelId, created } of rows.channels)
    if (!versions.has(`${channelId} ${created}`)) unexplained.push(`channel ${channelId}`);
}

function judgeMembers(
  events: readonly LoggedEvent[],
  rows: HistoryRows,
  verdicts: Map<string, Verdict>,
  unexplained: string[],
): void {
  const members = new Map(rows.members.map((row) => [`${row.channelId}/${row.memberId}`, row]));
  const versions = new Set<string>();
  for (const logged of events) {
    if (logged.event.type !== 'chat.channel-joined.v1') continue;
    const name = `${text(logged, 'channelId')}/${logged.event.actor}`;
    versions.add(`${name} ${logged.version}`);
    const row = members.get(name);
    verdicts.set(logged.position, row && row.joined <= logged.version ? 'applied' : 'absent');
  }
  for (const [name, { joined }] of members)
    if (!versions.has(`${name} ${joined}`)) unexplained.push(`member ${name}`);
}
