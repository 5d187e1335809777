import type { Trace } from '../../../contracts/traces.ts';
import { type FoldedTime, foldTime } from './fold-time.ts';

export interface TraceTime extends FoldedTime {
  /** Unix ms: the first moment of it, and the last. */
  from: number;
  to: number;
  /** Whether part of it is still in progress; then the last moment is now. */
  open: boolean;
}

/** The one time axis of all commands of a trace. */
export function traceTime({ commands }: Pick<Trace, 'commands'>): TraceTime {
  const moments = new Set<number>();
  let open = false;
  for (const { acceptedAt, storedAt, projections } of commands) {
    moments.add(Date.parse(storedAt));
    if (acceptedAt !== null) moments.add(Math.min(Date.parse(acceptedAt), Date.parse(storedAt)));
    for (const { segments } of projections)
      for (const segment of segments) {
        moments.add(Date.parse(segment.from));
        moments.add(Date.parse(segment.to));
        open ||= segment.open;
      }
  }
  const all = [...moments].filter((moment) => !Number.isNaN(moment));
  return { ...foldTime(all), from: Math.min(...all), to: Math.max(...all), open };
}

/** A share of the width as SVG takes it. */
export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
