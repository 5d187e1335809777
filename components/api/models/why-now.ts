import type { AlertSummary } from '../../../contracts/alerts.ts';

/** An alert in one sentence: the problem, or that the alert has recovered or is resolved, with the former problem. */
export function whyNow({
  why,
  state,
  quietSince,
}: Pick<AlertSummary, 'why' | 'state' | 'quietSince'>): string {
  if (state === 'cleared') return `Resolved. When it was raised: ${why}`;
  return quietSince === null ? why : `Recovered; clears if that lasts. When it was raised: ${why}`;
}
