import { familyClass, type Status } from '../status/family.ts';
import { StatusMark } from '../status/status-mark.tsx';
import styles from './card.module.css';

/** The state as a stamp. Only beside a card's title. */
export function Stamp({ status }: { status: Status }) {
  return (
    <p role="status" className={`${familyClass[status.family]} ${styles.stamp}`}>
      <StatusMark key={status.mark} mark={status.mark} />
      {status.word}
    </p>
  );
}
