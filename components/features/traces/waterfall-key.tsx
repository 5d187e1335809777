import { familyClass } from '../../ui/status/family.ts';
import { segmentStatus } from '../../ui/status/segment-status.ts';
import styles from './waterfall.module.css';

/** What the shapes of a waterfall mean. */
export function WaterfallKey() {
  return (
    <p className={styles.key} aria-hidden="true">
      <Shape height={12} className={styles.work} word="being applied" />
      <Shape height={3} className={styles.turn} word="waits its turn" />
      <Shape
        height={8}
        className={`${familyClass[segmentStatus['store-outage'].family]} ${styles.trouble}`}
        word="waits for its store or a retry"
      />
      <Shape
        height={8}
        className={`${familyClass[segmentStatus['dead-letter'].family]} ${styles.trouble}`}
        word="dead letter"
      />
      <Shape height={1} className={styles.unknown} word="unknown" />
      <span>
        <svg width="20" height="12" aria-hidden="true" className={styles.fold}>
          <rect x="0" width="20" y="0" height="12" />
          <line x1="0.5" x2="0.5" y1="0" y2="12" />
          <line x1="19.5" x2="19.5" y1="0" y2="12" />
        </svg>
        time skipped
      </span>
    </p>
  );
}

function Shape({ height, className, word }: { height: number; className: string | undefined; word: string }) {
  return (
    <span>
      <svg width="20" height="12" aria-hidden="true">
        <rect x="0" width="20" y={6 - height / 2} height={height} className={className} />
      </svg>
      {word}
    </span>
  );
}
