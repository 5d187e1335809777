import type { ProjectionStatus, Wait } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { ANOTHER_LOG } from '../../contracts/ports/another-log.ts';

const DAY_MS = 86_400_000;
/** Dead letters are kept this many times as long as events (`stream-layout.ts`). */
const DEAD_LETTERS_KEPT = 2;

/** By the reason's code. */
const WAITED_FOR: Record<string, Wait['kind']> = {
  'store-unreadable': 'store',
  'store-incomplete': 'operators',
  [ANOTHER_LOG]: 'operators',
};

/** Adds to a status that is not final what it waits for and until when; keeps what the status says itself. */
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

/** Whether operators have decided about its dead letter: another event replaced it, or it is discarded. */
export const isDecided = ({ replacedBy, reason }: Pick<ProjectionStatus, 'replacedBy' | 'reason'>): boolean =>
  replacedBy !== null || reason?.code === 'discarded';

/** When the log drops the dead letter of a status; null if the status doesn't say when it became one. */
export const deadLetterExpiry = (
  { at }: Pick<ProjectionStatus, 'at'>,
  retentionDays: number,
): string | null =>
  at === null ? null : new Date(Date.parse(at) + DEAD_LETTERS_KEPT * retentionDays * DAY_MS).toISOString();

/** When the log drops an event. */
export const expiryOf = ({ storedAt }: Pick<LoggedEvent, 'storedAt'>, retentionDays: number): string =>
  new Date(storedAt + retentionDays * DAY_MS).toISOString();
