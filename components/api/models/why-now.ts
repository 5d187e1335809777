import type { AlertSummary } from '../../../contracts/alerts.ts';

/** An alert in one sentence: what is so, or that it is not so any more; then what was said before is told as past. */
export function whyNow({
  why,
  state,
  quietSince,
}: Pick<AlertSummary, 'why' | 'state' | 'quietSince'>): string {
  if (state === 'cleared') return `Over. When it was raised: ${why}`;
  return quietSince === null
    ? why
    : `Not so any more; it clears by itself when that lasts. When it was raised: ${why}`;
}
