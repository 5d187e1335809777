import { familyClass, type Status } from '../../ui/status/family.ts';
import { StatusMark } from '../../ui/status/status-mark.tsx';
import styles from './slip.module.css';

/** The state, stamped on. Only beside a slip's title. */
export function Stamp({ status }: { status: Status }) {
  return (
    <p role="status" className={`${familyClass[status.family]} ${styles.stamp}`}>
      <StatusMark key={status.mark} mark={status.mark} />
      {status.word}
    </p>
  );
}
