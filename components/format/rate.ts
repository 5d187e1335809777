import { formatCount } from './count.ts';

/** `412/s`, `1.6/s`, `0.02/s`; nothing is `0/s`. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0/s';
  if (perSecond < 0.01) return '< 0.01/s';
  const text =
    perSecond >= 100
      ? formatCount(Math.round(perSecond))
      : perSecond >= 1
        ? perSecond.toFixed(1)
        : perSecond.toFixed(2);
  return `${text}/s`;
}
