import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { refusedAgain } from '../../../ui/status/replay-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';

/** Beside a button that begins a replay: why the replay would most likely fail. */
export function ReplayNote({ words, className = '' }: { words: string; className?: string }) {
  return (
    <MarkedNote status={refusedAgain} className={className} role="note" data-still-at-work>
      <Inert text={words} />
    </MarkedNote>
  );
}
