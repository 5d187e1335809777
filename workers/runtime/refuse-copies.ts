import { isCarriedOver } from '../../adapters/jetstream/records/event-headers.ts';
import { findFirstCopy } from '../../adapters/jetstream/records/find-first-copy.ts';
import { DUPLICATE_EVENT } from '../../contracts/duplicate-event.ts';
import { isWhereMinted } from '../../contracts/minted-partition.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { encodePosition, type Position } from '../../contracts/position.ts';
import { type Failure, failureOf } from './failure.ts';
import type { ReadableWork } from './work.ts';
import type { EpochContext } from './worker-context.ts';

const AT_ONCE = 16;

/**
 * Whether the log may hold this event at an earlier position too: it was stored under another message id than its own, or
 * not where and when its id says. A retry has its first position; only the replay of a copy is checked again.
 */
export function mayBeCopy(
  { delivery, event: { event }, storedAt, earlier }: ReadableWork,
  at: Pick<Position, 'generation' | 'partition'> | undefined,
  withinMs: number,
): boolean {
  if (!at) return earlier?.code === DUPLICATE_EVENT;
  const isFirst = delivery.hasMessageId(event.id) && isWhereMinted(event.id, at, storedAt, withinMs);
  return !isFirst && !isCarriedOver(delivery);
}

/**
 * Finds in the log which of these events are copies of an earlier one. A copy would look like a newer version and undo later
 * changes, so it becomes a dead letter that names the first position. An event that can't be looked up now stays in the log
 * and is delivered again.
 */
export async function refuseCopies(
  context: EpochContext,
  doubtful: readonly ReadableWork[],
  refuse: (work: ReadableWork, failure: Failure) => Promise<unknown>,
): Promise<ReadableWork[]> {
  const firsts: ReadableWork[] = [];
  for (let from = 0; from < doubtful.length; from += AT_ONCE)
    await Promise.all(doubtful.slice(from, from + AT_ONCE).map(look));
  return firsts;

  async function look(work: ReadableWork): Promise<void> {
    const { link, limits, journal } = context;
    let first: Position | undefined;
    try {
      const subject = work.earlier?.originalSubject ?? work.delivery.subject;
      first = await findFirstCopy(link, work.event, subject, limits);
    } catch (error) {
      journal.leftInPlace({ position: work.position, why: (error as Error).message });
      work.delivery.nak(limits.deadLetterRetryMs);
      return;
    }
    if (!first) firsts.push(work);
    else await refuse(work, failureOf(copyOf(work, first)));
  }
}

const copyOf = (work: ReadableWork, first: Position): StoreFailure =>
  new StoreFailure(
    'poison',
    DUPLICATE_EVENT,
    `The log already holds the event ${work.event.event.id} at ${encodePosition(first)}. This copy is not applied.`,
  );
