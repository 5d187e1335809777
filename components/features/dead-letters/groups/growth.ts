import type { DeadLetterGroup, DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { isGrowing } from '../../../../contracts/growth.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { formatDuration } from '../../../../contracts/words/duration.ts';
import type { StartedVersion } from '../../../api/models/worker-versions.ts';
import type { Phrase } from '../../../ui/text/phrase.ts';

/**
 * Whether a group in a list is growing, by its trend: more in this hour than in the one before, and new ones keep
 * coming.
 */
export const grows = ({ trend, openedAt }: Pick<DeadLetterGroup, 'trend' | 'openedAt'>, now: string) =>
  isGrowing(trend.at(-1) ?? 0, trend.at(-2) ?? 0, Date.parse(openedAt), Date.parse(now));

/**
 * How a group grows, in words. If another version of the worker started after the newest failure, the group has
 * stopped growing. Otherwise the text only says when the newest one came.
 */
export function growthInWords(
  {
    growth,
    group: { failedAt, openedAt },
  }: Pick<DeadLetterGroupDetail, 'growth'> & { group: Pick<DeadLetterGroup, 'failedAt' | 'openedAt'> },
  atWork: StartedVersion | undefined,
  /** The time of the answer. */
  now: string,
): Phrase {
  const { growing, lastHour, hourBefore } = growth;
  const count = `${formatCount(lastHour)} in the last hour`;
  const isFixed = atWork !== undefined && Date.parse(atWork.since) > Date.parse(failedAt);
  if (growing && !isFixed) return [`growing, ${count}`];
  if (lastHour <= hourBefore) return [`not growing, ${count}`];
  if (isFixed) return ['stopped growing: last failed ', { at: failedAt }, `, ${count}`];
  const ago = formatDuration(Math.max(0, Date.parse(now) - Date.parse(openedAt)));
  return ['the newest came ', { at: openedAt }, `, ${ago} ago, ${count}`];
}
