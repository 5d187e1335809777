import type { AlertSummary } from '../../../contracts/alerts.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { Trouble } from '../../api/models/projections-in-trouble.ts';
import { problemSentence } from '../../api/models/status-sentence.ts';
import { partitionPrefix } from '../../ui/format/consumer-name.ts';
import type { Phrase } from '../../ui/text/phrase.ts';

type Notified = Pick<
  AlertSummary,
  'why' | 'rule' | 'since' | 'beganAt' | 'quietSince' | 'clearedAt' | 'peak'
>;

/**
 * The sentences of an alert, the main point first. Once the alert has recovered, its first sentence is about the
 * past.
 */
export function alertSentences(alert: Notified, trouble: Trouble | null): Phrase[] {
  const { why, clearedAt, quietSince, rule } = alert;
  if (clearedAt !== null) return [overSince(alert, clearedAt), ...asItWas(alert)];
  if (quietSince !== null)
    return [
      ['Recovered at ', { at: quietSince }, '.'],
      ['The alert clears if it stays recovered.'],
      ...asItWas(alert),
    ];
  return trouble && rule === 'status' ? [problemSentence(trouble), [whyOfOne(trouble)]] : [[why]];
}

/** How long the problem lasted, without the time the alert took to clear. */
export function troubleMs({ since, beganAt, quietSince, clearedAt }: Notified, now: string): number {
  const end = quietSince ?? clearedAt ?? now;
  return Math.max(0, Date.parse(end) - Date.parse(beganAt ?? since));
}

function overSince(alert: Notified, clearedAt: string): Phrase {
  const { beganAt, quietSince } = alert;
  if (quietSince === null) return ['Resolved at ', { at: clearedAt }, '.'];
  const from = beganAt === null ? 'was raised' : 'began';
  const lasted = formatDuration(troubleMs(alert, clearedAt));
  return ['Resolved: recovered at ', { at: quietSince }, `, ${lasted} after it ${from}.`];
}

const asItWas = ({ why, peak }: Notified): Phrase[] => [
  [`When it was raised: ${why}`],
  ...(peak === null ? [] : [['At its worst, ', { at: peak.at }, `: ${peak.words}.`]]),
];

/**
 * The sentence is about the most severe partition and has that partition's counts; the page shows those of all
 * partitions beside it.
 */
function whyOfOne({ projection: { why, worst, status }, alike, partitions }: Trouble): string {
  if (partitions <= 1 || status === 'failing') return why;
  const { first, rest } = partitionPrefix(worst.stream, alike, partitions);
  return `${first}${rest}${why}`;
}
