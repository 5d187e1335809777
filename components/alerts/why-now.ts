import type { AlertSummary } from '../../contracts/alerts.ts';

/** An alert in one sentence: what is so, or that it is not so any more while it has not cleared yet. */
export const whyNow = ({ why, quietSince }: Pick<AlertSummary, 'why' | 'quietSince'>): string =>
  quietSince === null ? why : `Not so any more; it clears by itself when that lasts. It was: ${why}`;
