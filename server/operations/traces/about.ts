const STEPS: readonly [ms: number, unit: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** An approximate duration: `about 3 s`, `less than a second`. */
export function about(ms: number): string {
  const step = STEPS.find(([length]) => ms >= length);
  return step ? `about ${Math.round(ms / step[0])} ${step[1]}` : 'less than a second';
}
