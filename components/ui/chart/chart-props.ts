import type { ReactNode } from 'react';
import type { Status } from '../status/family.ts';

/** One moment: Unix time in milliseconds, and a value for each line; null if it was not counted. */
export interface ChartPoint {
  at: number;
  [line: string]: number | null;
}

export interface ChartLine {
  key: string;
  /** Shown at the end of the line if there are several lines, and in the table's head. */
  name: string;
  stroke?: 'solid' | 'dashed' | 'dotted';
  /** False: shown only in the tip and in the table. */
  drawn?: boolean;
  /** The format of its values, if it differs from the chart's. */
  format?(value: number): string;
}

export interface ChartMarker {
  at: number;
  /** What happened, such as `history: version 0.2.1 started`. */
  name: string;
  status: Status;
  /** The link to the page that shows all of it. */
  href: string;
}

export interface ChartProps {
  title: string;
  /** The present value, or `unknown`. */
  now: ReactNode;
  /** The picture in words: `Last hour: 0 to 48,210, now 48,210, rising.` */
  sentence: string;
  /** The time axis, Unix ms, if several charts share one; otherwise from the first point to the last. */
  span?: { from: number; until: number };
  /** At most 300; a gap is a point with null. */
  points: readonly ChartPoint[];
  lines: readonly ChartLine[];
  format(value: number): string;
  /** A shorter format for the axis, which has no room for two units. */
  formatTick?(value: number): string;
  /** 96 px on Overview, 200 on a page. */
  height?: 96 | 200;
  large?: boolean;
  log?: boolean;
  threshold?: { value: number; name: string } | undefined;
  markers?: readonly ChartMarker[];
  /** Charts with the same value share their crosshair. */
  syncId?: string;
  /** Called with the range that the user dragged over. */
  zoom?(fromMs: number, toMs: number): void;
  /** Under the picture, on its time axis: a strip of statuses. */
  children?: ReactNode;
  /** Shown beside the button for the table. */
  aside?: ReactNode;
}

/** The margin at the right of the picture, px: with several lines, their names are there. */
export const rightOf = (lines: readonly ChartLine[]): number =>
  lines.filter(({ drawn }) => drawn !== false).length > 1 ? 36 : 8;

/** Where the time axis begins and ends. */
export const spanOf = ({ span, points }: Pick<ChartProps, 'span' | 'points'>) =>
  span ?? { from: points[0]?.at ?? 0, until: points.at(-1)?.at ?? 0 };
