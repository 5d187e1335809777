'use client';

import { formatDuration } from '../../../contracts/words/duration.ts';
import { formatExactTime } from '../../ui/format/time.ts';
import { useZone } from '../../ui/preferences/use-preferences.tsx';
import { percent, type TraceTime } from './trace-time.ts';
import styles from './waterfall.module.css';

/** The axis: its first and last moment, and the length of each fold. */
export function TimeAxis({ time, now }: { time: TraceTime; now: string }) {
  const zone = useZone();
  const word = (ms: number) => formatExactTime(new Date(ms).toISOString(), zone, now);
  const folds = time.stretches.filter(({ folded }) => folded);
  return (
    <div className={styles.row} aria-hidden="true">
      <span className={styles.name} />
      <svg className={styles.axis} width="100%" height="36" aria-hidden="true">
        <text x="0" y="12">
          {word(time.from)}
        </text>
        <text x="100%" y="12" textAnchor="end">
          {time.open ? `now, ${word(time.to)}` : word(time.to)}
        </text>
        {folds.map(({ from, to, x0, x1 }) => (
          <text key={from} x={percent((x0 + x1) / 2)} y="30" textAnchor="middle" data-fold>
            {formatDuration(to - from)}
          </text>
        ))}
      </svg>
      <span className={styles.end} />
    </div>
  );
}

/** Behind a timeline: marks where time is skipped. */
export function Folds({ time }: { time: TraceTime }) {
  return time.stretches
    .filter(({ folded }) => folded)
    .map(({ from, x0, x1 }) => (
      <g key={from} className={styles.fold}>
        <rect x={percent(x0)} width={percent(x1 - x0)} y="0" height="20" />
        <line x1={percent(x0)} x2={percent(x0)} y1="0" y2="20" />
        <line x1={percent(x1)} x2={percent(x1)} y1="0" y2="20" />
      </g>
    ));
}
