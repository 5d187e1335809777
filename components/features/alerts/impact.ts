import type { ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import { formatShare } from '../../ui/format/share.ts';
import type { Phrase } from '../../ui/text/phrase.ts';

/** Until when the log keeps all pending events, by age and by fill. Empty where unknown.
 */
export function impactOf(
  { oldestExpiresAt: until }: Pick<ProjectionLag, 'oldestExpiresAt'>,
  partitions: readonly Pick<ConsumerSummary, 'retention'>[],
  now: string,
): Phrase | null {
  if (until === null || !(Date.parse(until) > Date.parse(now))) return null;
  const warnings = partitions.flatMap(({ retention: { warning } }) => warning ?? []);
  const shares = partitions.flatMap(({ retention: { fullShare } }) => fullShare ?? []);
  const fill =
    shares.length === 0 ? '' : `; the fullest partition is ${formatShare(Math.max(...shares))} full`;
  // A log that is nearly full may drop events before they expire by age.
  const rest = warnings.length > 0 ? `. ${[...new Set(warnings)].join(' ')}` : `${fill}.`;
  return ['Pending events are kept until ', { at: until }, rest];
}
