import { ReplayNote } from './replay-note.tsx';
import { type StillAtWork, stillAtWorkWords } from './still-at-work.ts';

/** Beside what begins a replay: that the worker which refused these is still at work. */
export function StillAtWorkNote({
  found,
  single,
  className = '',
}: {
  found: StillAtWork;
  /** Whether one entry is meant. */
  single: boolean;
  className?: string;
}) {
  return <ReplayNote words={stillAtWorkWords(found, single)} className={className} />;
}
