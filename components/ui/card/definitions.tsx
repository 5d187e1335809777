import type { ReactNode } from 'react';
import { CopyButton } from '../buttons/copy-button.tsx';
import { cutId } from '../format/cut-id.ts';
import { Inert } from '../text/inert.tsx';
import styles from './card.module.css';

export function Definitions({
  even = false,
  children,
}: {
  /** Whether the last fact is as narrow as the others; otherwise it takes the rest of the line. */
  even?: boolean;
  children: ReactNode;
}) {
  return (
    <dl className={styles.definitions} data-even={even}>
      {children}
    </dl>
  );
}

/** One fact of a card. A text that can be copied is cut in the middle if it does not fit. */
export function Definition({
  name,
  value,
  title,
  copy,
  after,
  wide = false,
}: {
  name: string;
  value: ReactNode;
  title?: string;
  copy?: string;
  /** The link of the value. */
  after?: ReactNode;
  wide?: boolean;
}) {
  return (
    <div className={styles.definition} data-wide={wide}>
      <dt>{name}</dt>
      <dd className="mono" title={title ?? copy}>
        {copy === undefined ? (
          value
        ) : (
          <>
            <span className={styles.whole}>
              <Inert text={copy} />
            </span>
            <span className={styles.short} aria-hidden="true">
              <Inert text={cutId(copy)} />
            </span>
            <CopyButton text={copy} what={`the ${name.toLowerCase()} id`} />
            {after}
          </>
        )}
      </dd>
    </div>
  );
}
