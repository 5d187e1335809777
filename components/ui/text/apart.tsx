import styles from './apart.module.css';
import { Inert } from './inert.tsx';
import type { ApartText } from './tell-apart.ts';

/**
 * A text of a list without the part that it shares with the others. That part appears on focus; the title and the
 * clipboard get the whole text.
 */
export function Apart({ text: { head, middle, tail } }: { text: ApartText }) {
  if (middle === '') return <Inert text={head} />;
  return (
    <span title={head + middle + tail}>
      <Inert text={head} />
      <span className={styles.middle}>
        <Inert text={middle} />
      </span>
      <Inert text={tail} />
    </span>
  );
}
