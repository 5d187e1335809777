import { formatCount } from '../../../contracts/words/count.ts';

/** `412/s`, `6.2/s`, `< 0.1/s`; `unknown` if unknown. A small rate is never shown as 0. */
export function formatRate(perSecond: number | null): string {
  if (perSecond === null) return 'unknown';
  if (perSecond > 0 && perSecond < 0.05) return '< 0.1/s';
  return perSecond >= 9.95 || perSecond === 0
    ? `${formatCount(Math.round(perSecond))}/s`
    : `${perSecond.toFixed(1)}/s`;
}
