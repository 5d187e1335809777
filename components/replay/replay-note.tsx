import { Inert } from '../inert/inert.tsx';
import { MarkedNote } from '../marked-note.tsx';
import { refusedAgain } from '../status/replay-status.ts';

/** Beside what begins a replay: why it would most likely fail. */
export function ReplayNote({ words, className = '' }: { words: string; className?: string }) {
  return (
    <MarkedNote status={refusedAgain} className={className} role="note" data-still-at-work>
      <Inert text={words} />
    </MarkedNote>
  );
}
