import { decide, type SkipReason, skipReasonOf, UNDECIDED } from '../../../domain/operations/decisions.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch } from '../connection/read-batch.ts';
import { deadLetterActionSubject, OPERATIONS } from '../streams/stream-layout.ts';
import { readOperation } from './read-operation.ts';

const BATCH = 256;

interface FoundDecision {
  /** Undefined if the projection applies the event. */
  skipReason: SkipReason | undefined;
  /** The event that was proven applied in its place; null for none. */
  replacedBy: string | null;
}

const NONE: FoundDecision = { skipReason: undefined, replacedBy: null };

/**
 * What operators decided about one event for one projection, from the actions on its dead letter. While the actions can't be
 * read, the answer is as if there were none.
 */
export async function findDecision(
  link: NatsLink,
  projection: string,
  position: string,
): Promise<FoundDecision> {
  try {
    return await readDecision(link, deadLetterActionSubject(projection, position));
  } catch (error) {
    if (error instanceof LogUnavailable) return NONE;
    throw error;
  }
}

async function readDecision(link: NatsLink, subject: string): Promise<FoundDecision> {
  let decisions = UNDECIDED;
  let replacedBy: string | null = null;
  for (let seq = 1; ; ) {
    const batch = await readBatch(link, OPERATIONS, { seq, next_by_subj: subject, batch: BATCH });
    for (const message of batch) {
      const action = readOperation(message);
      if (action?.target !== 'dead-letter') continue;
      decisions = decide(decisions, action);
      if (action.kind === 'edited') replacedBy = action.byEventId;
    }
    if (batch.length < BATCH)
      return {
        skipReason: skipReasonOf(decisions),
        replacedBy: decisions.replaced === 'done' ? replacedBy : null,
      };
    seq = batch.at(-1)!.sequence + 1;
  }
}
