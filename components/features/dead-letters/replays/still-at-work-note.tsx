import { type StillAtWork, stillAtWorkWords } from '../../../api/models/still-at-work.ts';
import { ReplayNote } from './replay-note.tsx';

/** Beside a button that begins a replay: says that the worker that refused these is still running. */
export function StillAtWorkNote({
  found,
  single,
  className = '',
}: {
  found: StillAtWork;
  /** Whether the target is a single dead letter. */
  single: boolean;
  className?: string;
}) {
  return <ReplayNote words={stillAtWorkWords(found, single)} className={className} />;
}
