import type { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import { makeDeadLetter, publishDeadLetters } from '../tests/server/operations/dead-letters.ts';

const WORDS = 'parcel lorry harbour invoice crane pallet customs border night depot driver waybill'.split(
  ' ',
);
const AT_ONCE = 2_000;

/**
 * Stores `count` dead letters of 200 causes, 500 channels and 40 callers, which failed during the last 48 hours. One in
 * 9,973 contains the word "needle", one in twelve "harbour".
 */
export async function fillDeadLetters(inbox: AckInbox, count: number): Promise<void> {
  for (let from = 1; from <= count; from += AT_ONCE) {
    const deadLetters = Array.from({ length: Math.min(AT_ONCE, count - from + 1) }, (_, n) => {
      const sequence = from + n;
      const text = `${WORDS[sequence % 12]} ${WORDS[(sequence * 7) % 12]} number ${sequence}${sequence % 9_973 === 0 ? ' needle' : ''}`;
      const failedAt = new Date(Date.now() - ((count - sequence) / count) * 48 * 3_600_000).toISOString();
      return makeDeadLetter(sequence, {
        channel: `channel-${sequence % 500}`,
        actor: `caller-${sequence % 40}`,
        text,
        code: `CODE_${sequence % 200}`,
        firstFailedAt: failedAt,
        failedAt,
      });
    });
    await publishDeadLetters(inbox, deadLetters);
  }
}
