import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { Phrase } from '../../ui/text/phrase.ts';
import { coversAllPartitions } from './projection-of.ts';
import type { Trouble } from './projections-in-trouble.ts';

/** The problem by status, of one and of several; `since when` follows. */
const WHAT: Record<ConsumerStatus, readonly [one: string, several: string]> = {
  ok: ['keeps up', 'keep up'],
  paused: ['is paused', 'are paused'],
  unknown: ['has an unknown status', 'have an unknown status'],
  warn: ['falls behind', 'fall behind'],
  saturated: ['has had all its ack-pending slots full', 'have had all their ack-pending slots full'],
  'head-blocked': ['is held up by one event', 'are held up by one event each'],
  rewind: ['was set back and has processed events again', 'were set back and have processed events again'],
  'waiting-for-store': ['has waited for its store', 'have waited for their store'],
  failing: ['has failed on most events', 'have failed on most events'],
  stalled: ['has stalled although a worker is connected,', 'have stalled although a worker is connected,'],
  stopped: ['has stopped answering', 'have stopped answering'],
  'no-worker': ['has had no worker', 'have had no worker'],
};

/** Statuses in which the only thing to do is wait: nobody should begin a replay. */
const ONLY_WAITS = new Set<ConsumerStatus>([
  'waiting-for-store',
  'no-worker',
  'paused',
  'stalled',
  'stopped',
]);

/** The problem and since when: `History has waited for its store since 02:06.`, or of a part `1 of 4 partitions of History is paused.` */
export function problemSentence({ projection: { title, status }, reach, since }: Trouble): Phrase {
  const [one, several] = WHAT[status];
  const { alike, of, onlyRetries } = reach;
  const what = coversAllPartitions(reach)
    ? `${title} ${one}`
    : onlyRetries
      ? `The retry queue of ${title} ${one}`
      : `${alike} of ${countOf(of, 'partition')} of ${title} ${alike === 1 ? one : several}`;
  return since === null ? [`${what.replace(/,$/, '')}.`] : [`${what} since `, { at: since }, '.'];
}

/**
 * The impact. The log keeps pending events until they expire; only the reconciliation knows whether any are lost.
 */
export function impactWords({ projection: { status, lag }, leftMs }: Trouble): string {
  if (lag === null) return 'How many events are not applied yet is unknown.';
  if (lag === 0) return 'No event is pending.';
  const safe = `${countOf(lag, 'event')} ${lag === 1 ? 'is' : 'are'} safe in the log`;
  const drops = leftMs === null ? '' : `; the first would expire in ${formatDuration(Math.max(0, leftMs))}`;
  return `${safe}${drops}.${ONLY_WAITS.has(status) ? ' Nothing needs replaying.' : ''}`;
}
