const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A duration as people read it: `5 s`, `3 min`, `2 h`. */
export function inWords(ms: number): string {
  const [size, name] = UNITS.find(([unit]) => ms >= 2 * unit) ?? [1_000, 's'];
  return `${Math.round(ms / size)} ${name}`;
}
