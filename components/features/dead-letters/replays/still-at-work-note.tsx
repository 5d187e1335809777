import { type StillAtWork, stillAtWorkWords } from '../../../api/models/still-at-work.ts';
import { ReplayNote } from './replay-note.tsx';

/** Beside what begins a replay: that the worker which refused these is still running. */
export function StillAtWorkNote({
  found,
  single,
  className = '',
}: {
  found: StillAtWork;
  /** Whether one dead letter is meant. */
  single: boolean;
  className?: string;
}) {
  return <ReplayNote words={stillAtWorkWords(found, single)} className={className} />;
}
