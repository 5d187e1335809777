import type { DeadLetterParts } from '../../../components/features/alerts/alert-view.tsx';
import { GroupLines } from '../../../components/features/dead-letters/groups/group-lines.tsx';
import { DeadLetteringPausedNote } from '../../../components/features/dead-letters/list/dead-lettering-paused-note.tsx';

/** The parts of an alert that show dead letters. */
export const deadLetterParts: DeadLetterParts = { GroupLines, DeadLetteringPausedNote };
