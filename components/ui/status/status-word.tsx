import { familyClass, type Status } from './family.ts';
import { StatusMark } from './status-mark.tsx';

/** Mark and word in the family's text colour: a status in a table or a line. */
export function StatusWord({ status, className = '' }: { status: Status; className?: string }) {
  return (
    <span
      className={`${familyClass[status.family]} inline-flex items-center gap-2 align-top whitespace-nowrap text-(--status) ${className}`}
    >
      <StatusMark mark={status.mark} />
      {status.word}
    </span>
  );
}
