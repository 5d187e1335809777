import type { AlertSummary } from '../../../contracts/alerts.ts';
import { activityBetween } from '../../ui/search-params/activity.ts';

/** What led to it may have come before it was one. */
const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 60_000;

/** Activity of that time: what people did and what the pipeline did, from shortly before to shortly after. */
export const activityDuring = ({ since, clearedAt }: Pick<AlertSummary, 'since' | 'clearedAt'>): string =>
  activityBetween(
    Date.parse(since) - BEFORE_MS,
    clearedAt === null ? null : Date.parse(clearedAt) + AFTER_MS,
  );
