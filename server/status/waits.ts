import type { ProjectionStatus, Wait } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { ANOTHER_LOG } from '../../contracts/ports/another-log.ts';

const DAY_MS = 86_400_000;
/** Dead letters are kept for so many times as long as events (`stream-layout.ts`). */
const DEAD_LETTERS_KEPT = 2;

/** By the code of the reason. */
const WAITED_FOR: Record<string, Wait['kind']> = {
  'store-unreadable': 'store',
  'store-incomplete': 'operators',
  [ANOTHER_LOG]: 'operators',
};

/** A status that is not final, with what it waits for and until when; one that says so itself stays as it is. */
export function withWait(
  status: ProjectionStatus,
  event: Pick<LoggedEvent, 'storedAt'>,
  retentionDays: number,
): ProjectionStatus {
  if (status.waitsFor) return status;
  switch (status.state) {
    case 'accepted':
    case 'processing': {
      const kind = WAITED_FOR[status.reason?.code ?? ''] ?? 'worker';
      return { ...status, waitsFor: { kind, id: null }, until: expiryOf(event, retentionDays) };
    }
    case 'retrying':
    case 'replayed':
      return { ...status, waitsFor: { kind: 'retry', id: null }, until: status.retry?.nextAt ?? null };
    case 'dead_lettered':
      if (isDecided(status)) return status;
      return {
        ...status,
        waitsFor: { kind: 'operators', id: status.deadLetter },
        until: deadLetterExpiry(status, retentionDays),
      };
    default:
      return status;
  }
}

/** Whether operators have decided about its dead letter: another event has its place, or it stays as it is. */
export const isDecided = ({ replacedBy, reason }: Pick<ProjectionStatus, 'replacedBy' | 'reason'>): boolean =>
  replacedBy !== null || reason?.code === 'discarded';

/** When the log drops the dead letter of a status; null where the status doesn't say since when it is one. */
export const deadLetterExpiry = (
  { at }: Pick<ProjectionStatus, 'at'>,
  retentionDays: number,
): string | null =>
  at === null ? null : new Date(Date.parse(at) + DEAD_LETTERS_KEPT * retentionDays * DAY_MS).toISOString();

/** When the log drops an event. */
export const expiryOf = ({ storedAt }: Pick<LoggedEvent, 'storedAt'>, retentionDays: number): string =>
  new Date(storedAt + retentionDays * DAY_MS).toISOString();
