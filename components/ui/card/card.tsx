import type { ReactNode } from 'react';
import type { Outcome } from '../status/command-status.ts';
import styles from './card.module.css';

/** A card that looks like paper with a perforated top edge: only for a command or a replay. */
export function DetailFrame({
  label,
  outcome,
  children,
}: {
  label: string;
  outcome?: Outcome;
  children: ReactNode;
}) {
  return (
    <article className={styles.card} aria-label={label} data-outcome={outcome}>
      <div className={styles.perforation} aria-hidden="true" />
      <div className={styles.body}>{children}</div>
    </article>
  );
}
