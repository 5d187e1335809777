import type { ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import { formatShare } from '../../ui/format/share.ts';
import type { Phrase } from '../../ui/text/phrase.ts';

/**
 * Whether anybody must get up: until when the log keeps all that waits, by its age and by its fill. Nothing where that isn't known.
 */
export function atStake(
  { oldestExpiresAt: until }: Pick<ProjectionLag, 'oldestExpiresAt'>,
  partitions: readonly Pick<ConsumerSummary, 'retention'>[],
  now: string,
): Phrase | null {
  if (until === null || !(Date.parse(until) > Date.parse(now))) return null;
  const warnings = partitions.flatMap(({ retention: { warning } }) => warning ?? []);
  // Of a log that is nearly full its age is not all there is to say.
  if (warnings.length > 0)
    return [
      'By its age the log holds all of it until ',
      { at: until },
      `. ${[...new Set(warnings)].join(' ')}`,
    ];
  const shares = partitions.flatMap(({ retention: { fullShare } }) => fullShare ?? []);
  const fill = shares.length === 0 ? '' : `; its fullest part is ${formatShare(Math.max(...shares))} full`;
  return ['By its age the log drops none of what waits before ', { at: until }, `${fill}.`];
}
