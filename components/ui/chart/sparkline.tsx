const WIDTH = 96;
const HEIGHT = 20;

/** Numbers over time as one line, from 0 to the largest, without axes. Its accessible name says what it shows. */
export function Sparkline({ values, name }: { values: readonly number[]; name: string }) {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const points = values
    .map(
      (value, index) =>
        `${(index * step).toFixed(1)},${(HEIGHT - 1.5 - (value / top) * (HEIGHT - 3)).toFixed(1)}`,
    )
    .join(' ');
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={name}
      className="inline-block align-middle"
    >
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
