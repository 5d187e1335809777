/** `3 %`, `0.4 %`; `< 0.1 %` for a smaller share that is not 0. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return percent >= 9.95 || percent === 0 ? `${Math.round(percent)} %` : `${percent.toFixed(1)} %`;
}
