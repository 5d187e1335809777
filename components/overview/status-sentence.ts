import type { ConsumerStatus } from '../../contracts/consumer-status.ts';
import { countOf } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import type { Phrase } from './phrase.ts';
import { type Trouble, titleOf } from './projections-in-trouble.ts';

/** What is so, by status; `since when` follows. */
const WHAT: Record<ConsumerStatus, string> = {
  ok: 'keeps up',
  paused: 'is paused',
  unknown: 'has an unknown status',
  warn: 'falls behind',
  saturated: 'takes no more: all it may have in hand is unanswered',
  'head-blocked': 'is held up by one event',
  rewind: 'was set back and goes through events again',
  'waiting-for-store': 'has waited for its store',
  failing: 'has applied little or nothing of what it tried: most attempts fail,',
  stalled: 'stands still, with a worker there,',
  stopped: 'has stopped answering',
  'no-worker': 'has had no worker',
};

/** In which of them waiting is all there is: whoever looks should not begin to replay. */
const ONLY_WAITS = new Set<ConsumerStatus>([
  'waiting-for-store',
  'no-worker',
  'paused',
  'stalled',
  'stopped',
]);

/** What is so and since when: `History has waited for its store since 02:06.` */
export function whatIsSo({ projection: { projection, status }, since }: Trouble): Phrase {
  const what = `${titleOf(projection)} ${WHAT[status]}`;
  return since === null ? [`${what.replace(/,$/, '')}.`] : [`${what} since `, { at: since }, '.'];
}

/**
 * What it costs. That what waits is safe is the log's promise, and true of what it still holds; whether anything is lost is
 * told by the count alone.
 */
export function whatItCosts({ projection: { status, lag }, leftMs }: Trouble): string {
  if (lag === null) return 'How many events are not applied yet is unknown.';
  if (lag === 0) return 'No event waits.';
  const safe = `${countOf(lag, 'event')} ${lag === 1 ? 'is' : 'are'} safe in the log`;
  const drops = leftMs === null ? '' : `; the first would expire in ${formatDuration(Math.max(0, leftMs))}`;
  return `${safe}${drops}.${ONLY_WAITS.has(status) ? ' Nothing needs replaying.' : ''}`;
}
