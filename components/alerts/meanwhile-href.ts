import type { AlertSummary } from '../../contracts/alerts.ts';

/** What led to it may have come before it was one. */
const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 60_000;

const shifted = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

/** Activity of that time: what people did and what the pipeline did, from shortly before to shortly after. */
export function meanwhileHref({ since, clearedAt }: Pick<AlertSummary, 'since' | 'clearedAt'>): string {
  const times = {
    kind: 'all',
    from: shifted(since, -BEFORE_MS),
    ...(clearedAt === null ? {} : { to: shifted(clearedAt, AFTER_MS) }),
  };
  return `/activity?${new URLSearchParams(times)}`;
}
