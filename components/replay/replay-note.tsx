import { Inert } from '../inert/inert.tsx';
import { familyClass, refusedAgain } from '../status.ts';
import { StatusMark } from '../status-mark.tsx';

/** Beside what begins a replay: why it would most likely fail. */
export function ReplayNote({ words, className = '' }: { words: string; className?: string }) {
  return (
    <p
      role="note"
      data-still-at-work
      className={`${familyClass[refusedAgain.family]} flex max-w-[80ch] items-start gap-2 ${className}`}
    >
      <span className="flex h-5 shrink-0 items-center">
        <StatusMark mark={refusedAgain.mark} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Inert text={words} />
      </span>
    </p>
  );
}
