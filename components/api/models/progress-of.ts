import type { ReplayPlan, ReplaySummary } from '../../../contracts/replay.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';
import { FIRST_ABOVE, FIRST_ONES } from '../../limits.ts';

type Outcomes = ReplaySummary['outcomes'];

/** Only proven outcomes count: those of the others are unknown. */
export const provenOf = ({ applied, superseded, rejected }: Outcomes): number =>
  applied + superseded + rejected;

export const endedOf = (outcomes: Outcomes): number =>
  provenOf(outcomes) + outcomes.failedAgain + outcomes.skipped;

/** Whether the replay has not finished yet. */
export const isUnfinished = ({ finishedAt }: Pick<ReplaySummary, 'finishedAt'>): boolean =>
  finishedAt === null;

/** `412/1,236`. */
export const endedWords = ({ outcomes, count }: Pick<ReplaySummary, 'outcomes' | 'count'>): string =>
  `${formatCount(endedOf(outcomes))}/${formatCount(count)}`;

/** `412/1,236 · 2 failed`. */
export function progressWords(job: Pick<ReplaySummary, 'outcomes' | 'count'>): string {
  const { failedAgain } = job.outcomes;
  const failed = failedAgain > 0 ? ` · ${formatCount(failedAgain)} failed` : '';
  return endedWords(job) + failed;
}

/** `10 of 909 ended, 10 applied`, `909 of 909 ended, 844 applied, 65 superseded`. */
export function outcomesInWords({ outcomes, count }: Pick<ReplaySummary, 'outcomes' | 'count'>): string {
  const kinds = [
    ['applied', outcomes.applied],
    ['superseded', outcomes.superseded],
    ['rejected', outcomes.rejected],
    ['failed again', outcomes.failedAgain],
    ['skipped', outcomes.skipped],
  ] as const;
  return [
    `${formatCount(endedOf(outcomes))} of ${formatCount(count)} ended`,
    ...kinds.filter(([, many]) => many > 0).map(([kind, many]) => `${formatCount(many)} ${kind}`),
  ].join(', ');
}

/** How long the rest takes at the rate of the last seconds, in ms; null if that rate gives no estimate. */
export function restMs({ state, ratePerSecond, waiting, underWay }: ReplaySummary): number | null {
  if (state !== 'running' || ratePerSecond === null || ratePerSecond <= 0) return null;
  return ((waiting + underWay) / ratePerSecond) * 1_000;
}

/**
 * The title of a replay dialog: `Replay the first 10 of 327`, or all if they are few and no reason is known against
 * it.
 */
export const requestedTitle = (count: number, refused: boolean): string =>
  count > (refused ? FIRST_ONES : FIRST_ABOVE)
    ? `Replay the first ${formatCount(FIRST_ONES)} of ${formatCount(count)}`
    : `Replay ${countOf(count, 'dead letter')}`;

/** `1,236 to history`. */
const plannedTitle = (count: number, reaches: readonly { consumer: string }[]): string =>
  `${formatCount(count)} to ${reaches.map(({ consumer }) => consumer).join(', ') || 'nobody'}`;

/** `Replay 1,236 to history`. */
export const replayTitle = (...planned: Parameters<typeof plannedTitle>): string =>
  `Replay ${plannedTitle(...planned)}`;

/** `First 10 of 1,236 to history, then pause`: says what it does, so that nobody mistakes it for a replay of all. */
export const heldTitle = (first: number, ...planned: Parameters<typeof plannedTitle>): string =>
  `First ${formatCount(first)} of ${plannedTitle(...planned)}, then pause`;

type Planned = Pick<ReplayPlan, 'count' | 'pace' | 'reaches'>;

/** Whether a plan first offers to send a few and pause: always while the worker that refused them is still running. */
export const startsWithFew = ({ count, pace }: Pick<Planned, 'count' | 'pace'>, refused: boolean): boolean =>
  count > (refused ? pace.canary : FIRST_ABOVE);

/** What a plan offers first: the heading of its card. */
export const firstOffer = (plan: Planned, refused: boolean): string =>
  startsWithFew(plan, refused)
    ? heldTitle(plan.pace.canary, plan.count, plan.reaches)
    : plannedTitle(plan.count, plan.reaches);

/** The title of a replay; for one that pauses after the first ones, also that, until it has resumed. */
export const jobTitle = ({ title, holdsAfter }: Pick<ReplaySummary, 'title' | 'holdsAfter'>): string =>
  holdsAfter === null ? title : `${title}: first ${formatCount(holdsAfter)}, then pause`;
