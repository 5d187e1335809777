import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { type Status, status } from './family.ts';

/** A consumer's status; a projection's is the most severe of its partitions'. */
export const consumerStatus: Record<ConsumerStatus, Status> = {
  ok: status('ok', 'OK'),
  paused: status('held', 'paused'),
  unknown: status('none', 'unknown'),
  warn: status('warn', 'falling behind'),
  saturated: status('warn', 'saturated'),
  'head-blocked': status('warn', 'head blocked'),
  rewind: status('warn', 'rewind'),
  'waiting-for-store': status('warn', 'waiting for store'),
  failing: status('bad', 'failing'),
  stalled: status('bad', 'stalled'),
  stopped: status('bad', 'stopped'),
  'no-worker': status('bad', 'no worker'),
};

/** With less time than this until unprocessed events expire, any status is shown as critical. */
const RETENTION_ALARM_MS = 72 * 3_600_000;

/** The status, considering the retention clock: `leftMs` until the oldest unprocessed event expires; null without one. */
export function consumerStatusAt(of: ConsumerStatus, leftMs: number | null): Status {
  const usual = consumerStatus[of];
  return leftMs !== null && leftMs < RETENTION_ALARM_MS ? status('bad', usual.word) : usual;
}

/** A projection's status if only a part of it has that status: `1 of 4 paused`. */
export function partialStatus(
  whole: Status,
  { alike, of, onlyRetries }: { alike: number; of: number; onlyRetries: boolean },
): Status {
  if (onlyRetries) return { ...whole, word: `retry queue ${whole.word}` };
  return alike >= of ? whole : { ...whole, word: `${alike} of ${of} ${whole.word}` };
}

/** The mark of a projection whose events become dead letters in part. */
export const makesDeadLetters: Status = status('bad', 'makes dead letters');

/** The same as a word: how many a second. */
export const toDeadLetters = (rate: string): Status => status('bad', `${rate} to dead letters`);

/** The outcome of a pause or a resume. */
export function pauseOutcome(wanted: 'paused' | 'resumed', proof: 'waiting' | 'proven' | 'refuted'): Status {
  if (proof === 'waiting') return status('active', 'sent, not proven yet');
  if (proof === 'refuted') return status('warn', wanted === 'paused' ? 'not paused' : 'still paused');
  return wanted === 'paused' ? consumerStatus.paused : status('ok', 'resumed');
}

/** A status by its name, as the timeline has it; a name of another version is shown as it is. */
export const consumerStatusOf = (name: string): Status =>
  (consumerStatus as Record<string, Status>)[name] ?? status('none', name);
