import { readCommandId } from '../../contracts/command-id.ts';
import type { ProjectionStatus, Wait } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { type Awaited, findAwaited } from './find-awaited.ts';
import { statusOf } from './make-status.ts';
import type { StatusService } from './status-service.ts';
import { deadLetterExpiry, expiryOf, isDecided } from './waits.ts';

const DAY_MS = 86_400_000;

/**
 * The status of a change that the read model keeps aside because the message it changes is missing:
 *
 *   | what the log has under the message's id           | the change                              |
 *   |----------------------------------------------------|-----------------------------------------|
 *   | its send, not applied yet                          | waits for it                            |
 *   | its send, which is a dead letter                   | waits for the operators, names the dead letter |
 *   | its send, discarded by operators                   | the same: they can restore it           |
 *   | its send, edited by operators                      | waits for the corrected command         |
 *   | anything else: another command, another channel    | rejected                                |
 *   | nothing yet, and a send may still arrive           | waits until the duplicate window ends   |
 *   | nothing, and nothing can arrive                    | rejected                                |
 *   | nothing any more: older than the log               | rejected: can't be decided any more     |
 *   | that part of the log was lost                      | rejected: can't be decided any more     |
 *   | that part of the log is missing                    | waits for it, as long as the log would keep it |
 *
 * Throws LogUnavailable.
 */
export async function orphanStatus(
  service: StatusService,
  change: LoggedEvent,
  of: string,
  statusOfEvent: (event: LoggedEvent) => Promise<ProjectionStatus>,
): Promise<ProjectionStatus> {
  // A client can't know an id before it is minted: an id minted after the change names no message.
  const mintedAt = readCommandId(of)?.mintedAt ?? 0;
  if (mintedAt > change.storedAt + service.search.clockSkewMs)
    return rejected('message-not-found', NO_MESSAGE);
  const awaited = await findAwaited(service, change, of, statusOfEvent);
  switch (awaited.kind) {
    case 'found':
      return waitsForEvent(awaited, change, service.search.retentionDays);
    case 'something-else':
      return rejected('message-not-found', NO_MESSAGE);
    case 'log-part-missing': {
      const detail =
        'This part of the log is missing, so nobody can say whether the message that the command changes exists.';
      return waits({ kind: 'log', id: of }, 'log-part-missing', detail, windowEnd(mintedAt, service, 1));
    }
    case 'missing':
      return missingStatus(service, awaited, of, mintedAt);
  }
}

const NO_MESSAGE = 'There is no such message in this channel.';
const WAITING = 'waiting-for-message';

function missingStatus(
  service: StatusService,
  { search }: Extract<Awaited, { kind: 'missing' }>,
  of: string,
  mintedAt: number,
): ProjectionStatus {
  switch (search.missing) {
    case 'not-yet': {
      const detail =
        'The log does not hold the message that the command changes. The message can still arrive until the time in `until`.';
      return waits({ kind: 'message', id: of }, WAITING, detail, windowEnd(mintedAt, service));
    }
    case 'expired': {
      const detail =
        'The message that the command changes is older than the log reaches back, and the read model does not hold it. Nobody can say any more whether it existed.';
      return rejected('message-expired', detail);
    }
    case 'lost': {
      const detail = `The log lost ${search.stream}, which would hold the message that the command changes, and the read model does not hold it. Nobody can say any more whether it existed.`;
      return rejected('message-lost', detail);
    }
    default:
      return rejected('message-not-found', NO_MESSAGE);
  }
}

function waitsForEvent(
  { commandId, status }: Extract<Awaited, { kind: 'found' }>,
  change: LoggedEvent,
  retentionDays: number,
): ProjectionStatus {
  if (status.state === 'rejected') return rejected('message-not-found', NO_MESSAGE);
  if (status.state !== 'dead_lettered') {
    const detail = 'It is kept until the message it changes is applied.';
    const until = status.until ?? expiryOf(change, retentionDays);
    return waits({ kind: 'message', id: commandId }, WAITING, detail, until);
  }
  const { deadLetter } = status;
  const detail = isDecided(status)
    ? `The message that the command changes could not be applied, and operators discarded it. The change is applied only if they restore and replay the dead letter ${deadLetter}.`
    : `The message that the command changes could not be applied. The change waits until operators replay or edit the dead letter ${deadLetter}.`;
  return {
    ...waits({ kind: 'operators', id: deadLetter }, WAITING, detail, deadLetterExpiry(status, retentionDays)),
    deadLetter,
  };
}

/** When the log no longer takes a send with this id; with `kept`, when it drops one that it took. */
function windowEnd(mintedAt: number, { search }: StatusService, kept: 0 | 1 = 0): string {
  const { duplicateWindowMs, clockSkewMs, retentionDays } = search;
  return new Date(mintedAt + duplicateWindowMs + clockSkewMs + kept * retentionDays * DAY_MS).toISOString();
}

const waits = (waitsFor: Wait, code: string, detail: string, until: string | null): ProjectionStatus =>
  statusOf('processing', true, { reason: { code, detail }, waitsFor, until });

const rejected = (code: string, detail: string): ProjectionStatus =>
  statusOf('rejected', true, { reason: { code, detail } });
