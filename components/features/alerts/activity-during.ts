import type { AlertSummary } from '../../../contracts/alerts.ts';
import { activityBetween } from '../../ui/search-params/activity.ts';

/** The cause may have come before the alert was raised. */
const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 60_000;

/** Activity around an alert: what people and the pipeline did, from shortly before it to shortly after. */
export const activityDuring = ({ since, clearedAt }: Pick<AlertSummary, 'since' | 'clearedAt'>): string =>
  activityBetween(
    Date.parse(since) - BEFORE_MS,
    clearedAt === null ? null : Date.parse(clearedAt) + AFTER_MS,
  );
