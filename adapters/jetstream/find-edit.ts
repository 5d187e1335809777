import type { Operation } from '../../contracts/operation.ts';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';
import { readBatch, type StoredMessage } from './read-batch.ts';
import { readOperation } from './read-operation.ts';
import { lastMessage } from './stored-message.ts';
import { entryActSubject, OPERATIONS } from './stream-layout.ts';

/** Words on a dead letter, which may come after an edit and leave it standing. */
const SAY_NOTHING_OF_IT: readonly Operation['kind'][] = ['noted', 'assigned', 'ticket-linked'];
const BATCH = 256;

export interface FoundEdit {
  byEventId: string;
  /** Unix ms, by the log's clock. */
  at: number;
}

/**
 * The edit that stands for a dead letter: its own last act, if that came after its failure at `failedAt` (Unix ms); an
 * earlier one has been overtaken by a failure since. Where the acts cannot be read it is as if there were none: whoever
 * asks is answered without them too.
 */
export async function findEdit(
  link: NatsLink,
  consumer: string,
  position: string,
  failedAt: number,
): Promise<FoundEdit | undefined> {
  const subject = entryActSubject(consumer, position);
  try {
    const last = await lastMessage(link, OPERATIONS, subject);
    const edit = last && editIn(last);
    if (edit === 'says nothing') return after(failedAt, await editBefore(link, subject));
    return after(failedAt, edit);
  } catch (error) {
    if (error instanceof LogUnavailable) return undefined;
    throw error;
  }
}

const after = (failedAt: number, edit: FoundEdit | undefined): FoundEdit | undefined =>
  edit && edit.at >= failedAt ? edit : undefined;

function editIn(message: StoredMessage): FoundEdit | 'says nothing' | undefined {
  const act = readOperation(message);
  if (!act || SAY_NOTHING_OF_IT.includes(act.kind)) return 'says nothing';
  return act.kind === 'edited' && typeof act.byEventId === 'string'
    ? { byEventId: act.byEventId, at: message.storedAt }
    : undefined;
}

/** The same, of all acts on it: the last one was a note. */
async function editBefore(link: NatsLink, subject: string): Promise<FoundEdit | undefined> {
  let edit: FoundEdit | undefined;
  for (let seq = 1; ; ) {
    const batch = await readBatch(link, OPERATIONS, { seq, next_by_subj: subject, batch: BATCH });
    for (const message of batch) {
      const found = editIn(message);
      if (found !== 'says nothing') edit = found;
    }
    if (batch.length < BATCH) return edit;
    seq = batch.at(-1)!.sequence + 1;
  }
}
