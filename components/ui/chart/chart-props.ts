import type { ReactNode } from 'react';
import type { Status } from '../status/family.ts';

/** One moment: Unix time in milliseconds, and a value for each line; null where it was not counted. */
export interface ChartPoint {
  at: number;
  [line: string]: number | null;
}

export interface ChartLine {
  key: string;
  /** Said at the line's end where there are several, and in the table's head. */
  name: string;
  stroke?: 'solid' | 'dashed' | 'dotted';
  /** False: shown in the tip and in the table only. */
  drawn?: boolean;
  /** Where it is not said as the chart's own values are. */
  format?(value: number): string;
}

export interface ChartMarker {
  at: number;
  /** What happened, such as `history: version 0.2.1 started`. */
  name: string;
  status: Status;
  /** Where all of it is shown. */
  href: string;
}

export interface ChartProps {
  title: string;
  /** The present value, or `unknown`. */
  now: ReactNode;
  /** The picture in words: `Last hour: 0 to 48,210, now 48,210, rising.` */
  sentence: string;
  /** The time axis, Unix ms, where several charts share one; else from the first point to the last. */
  span?: { from: number; until: number };
  /** At most 300; a gap is a point with null. */
  points: readonly ChartPoint[];
  lines: readonly ChartLine[];
  format(value: number): string;
  /** Shorter, where the axis has no room for two units. */
  formatTick?(value: number): string;
  /** 96 px on Overview, 200 on a page. */
  height?: 96 | 200;
  large?: boolean;
  log?: boolean;
  threshold?: { value: number; name: string } | undefined;
  markers?: readonly ChartMarker[];
  /** Charts of one page share their crosshair by this. */
  syncId?: string;
  /** Called with a range that was dragged over. */
  zoom?(fromMs: number, toMs: number): void;
  /** Under the picture, on its time axis: a strip of statuses. */
  children?: ReactNode;
  /** Beside the way to the table. */
  aside?: ReactNode;
}

/** How far in a picture ends, px: where there are several lines their names stand at their ends. */
export const rightOf = (lines: readonly ChartLine[]): number =>
  lines.filter(({ drawn }) => drawn !== false).length > 1 ? 36 : 8;

/** Where the time axis begins and ends. */
export const spanOf = ({ span, points }: Pick<ChartProps, 'span' | 'points'>) =>
  span ?? { from: points[0]?.at ?? 0, until: points.at(-1)?.at ?? 0 };
