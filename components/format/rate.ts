import { formatCount } from './count.ts';

/** `412/s`, `6.2/s`; `unknown` where it isn't known. */
export function formatRate(perSecond: number | null): string {
  if (perSecond === null) return 'unknown';
  return perSecond >= 9.95 || perSecond === 0
    ? `${formatCount(Math.round(perSecond))}/s`
    : `${perSecond.toFixed(1)}/s`;
}
