import type { ChartProps } from './chart-props.ts';

const GAP = 11;
const LEFT = 4;
/** From the middle of a letter to its baseline. */
const FOOT = 4;

interface At {
  x?: number | string | undefined;
  y?: number | string | undefined;
  index?: number | undefined;
}

/**
 * Each line's name at its last known point, in place of a legend. Names of lines that end at almost the same height
 * are placed above each other, in the order of the ends; so the last line that has an end draws all names.
 */
export function namesAtEnds(lines: ChartProps['lines'], points: ChartProps['points']) {
  const ends = new Map<string, { name: string; x: number; y: number }>();
  const endOf = (key: string) => points.findLastIndex((point) => typeof point[key] === 'number');
  const last = lines.findLast(({ key }) => endOf(key) >= 0)?.key;
  return (key: string) => {
    const end = endOf(key);
    const name = lines.find((line) => line.key === key)?.name ?? '';
    return ({ x, y, index }: At) => {
      if (index !== end) return <g />;
      ends.set(key, { name, x: Number(x), y: Number(y) });
      return key === last ? <g>{apart([...ends.values()]).map(drawn)}</g> : <g />;
    };
  };
}

/** The lowest name keeps its place; each name above it is moved up as far as needed. */
function apart(ends: { name: string; x: number; y: number }[]) {
  let above = Number.POSITIVE_INFINITY;
  return ends
    .sort((a, b) => b.y - a.y)
    .map((end) => {
      above = Math.min(end.y, above - GAP);
      return { ...end, y: above };
    });
}

const drawn = ({ name, x, y }: { name: string; x: number; y: number }) => (
  <text key={name} x={x + LEFT} y={y + FOOT} fontSize={11} fill="var(--text-3)">
    {name}
  </text>
);
