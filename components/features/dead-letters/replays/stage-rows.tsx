'use client';

import type { ReactNode } from 'react';
import { formatCount } from '../../../../contracts/words/count.ts';
import styles from '../../../ui/card/stages.module.css';
import { familyClass, type Status } from '../../../ui/status/family.ts';
import { StatusMark } from '../../../ui/status/status-mark.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

export interface StageRow {
  name: string;
  status: Status;
  /** How many have failed again; null for a stage without a count. */
  failed: number | null;
  at: string | null;
  note?: ReactNode;
}

/** The stages of a replay on the card's rail. All are drawn from the start, so that nothing shifts. */
export function StageRows({ rows, now }: { rows: readonly StageRow[]; now: string }) {
  return (
    <ol className={styles.stages}>
      {rows.map(({ name, status: { family, mark, word }, failed, at, note }, index) => (
        <li
          key={name}
          className={`${styles.stage} ${familyClass[family]}`}
          data-kind="trunk"
          data-rail={at === null ? 'dashed' : 'solid'}
          data-first={index === 0}
          data-last={index === rows.length - 1}
          data-stage={name}
        >
          <span className={styles.rail} aria-hidden="true">
            <span className={styles.dot} />
          </span>
          <span className={styles.name}>
            {name}
            <span className="visually-hidden">: </span>
          </span>
          <span className={styles.word}>
            <StatusMark mark={mark} />
            {word}
          </span>
          <span className={styles.time}>
            {at === null ? (
              <span aria-hidden="true">—</span>
            ) : (
              <>
                <span className="visually-hidden"> at </span>
                <Instant iso={at} now={now} />
              </>
            )}
          </span>
          <span className={styles.took}>
            {failed === null ? (
              <span aria-hidden="true">—</span>
            ) : (
              <>
                <span className="visually-hidden">, </span>
                {formatCount(failed)} failed
              </>
            )}
          </span>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ol>
  );
}
