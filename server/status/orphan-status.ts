import { readCommandId } from '../../contracts/command-id.ts';
import type { ProjectionStatus, Wait } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { type Awaited, findAwaited } from './find-awaited.ts';
import { statusOf } from './make-status.ts';
import type { StatusService } from './status-service.ts';
import { deadLetterExpiry, expiryOf, isDecided } from './waits.ts';

const DAY_MS = 86_400_000;

/** What a change waits for: a thing of this kind, such as a `message`, with this id. */
interface Missing {
  what: string;
  of: string;
}

/**
 * The status of a change that the read model keeps aside because what it changes is missing:
 *
 *   | what the log has under that id                     | the change                              |
 *   |----------------------------------------------------|-----------------------------------------|
 *   | its creation, not applied yet                      | waits for it                            |
 *   | its creation, which is a dead letter               | waits for the operators, names the dead letter |
 *   | its creation, discarded by operators               | the same: they can restore it           |
 *   | its creation, edited by operators                  | waits for the corrected command         |
 *   | anything else: another command, another aggregate  | rejected                                |
 *   | nothing yet, and a creation may still arrive       | waits until the duplicate window ends   |
 *   | nothing, and nothing can arrive                    | rejected                                |
 *   | nothing: older than the log                        | rejected: can no longer be decided      |
 *   | that part of the log was lost                      | rejected: can no longer be decided      |
 *   | that part of the log is missing                    | waits for it, as long as the log would keep it |
 *
 * Throws LogUnavailable.
 */
export async function orphanStatus(
  service: StatusService,
  change: LoggedEvent,
  missing: Missing,
  statusOfEvent: (event: LoggedEvent) => Promise<ProjectionStatus>,
): Promise<ProjectionStatus> {
  const { what, of } = missing;
  // A client can't know an id before it is made: an id made after the change names nothing.
  const mintedAt = readCommandId(of)?.mintedAt ?? 0;
  if (mintedAt > change.storedAt + service.search.clockSkewMs) return notFound(what);
  const awaited = await findAwaited(service, change, of, statusOfEvent);
  switch (awaited.kind) {
    case 'found':
      return waitsForEvent(awaited, change, what, service.search.retentionDays);
    case 'something-else':
      return notFound(what);
    case 'log-part-missing': {
      const detail = `This part of the log is missing, so whether the ${what} that the command changes exists is unknown.`;
      return waits({ kind: 'log', id: of }, 'log-part-missing', detail, windowEnd(mintedAt, service, 1));
    }
    case 'missing':
      return missingStatus(service, awaited, missing, mintedAt);
  }
}

function missingStatus(
  service: StatusService,
  { search }: Extract<Awaited, { kind: 'missing' }>,
  { what, of }: Missing,
  mintedAt: number,
): ProjectionStatus {
  switch (search.missing) {
    case 'not-yet': {
      const detail = `The log does not hold the ${what} that the command changes. The ${what} can still arrive until the time in \`until\`.`;
      return waits({ kind: 'resource', id: of }, waitingFor(what), detail, windowEnd(mintedAt, service));
    }
    case 'expired': {
      const detail = `The ${what} that the command changes is older than the log’s retention, and the read model does not hold it. Whether it existed is unknown.`;
      return rejected(`${what}-expired`, detail);
    }
    case 'lost': {
      const detail = `The log lost ${search.stream}, which would hold the ${what} that the command changes, and the read model does not hold it. Whether it existed is unknown.`;
      return rejected(`${what}-lost`, detail);
    }
    default:
      return notFound(what);
  }
}

function waitsForEvent(
  { commandId, status }: Extract<Awaited, { kind: 'found' }>,
  change: LoggedEvent,
  what: string,
  retentionDays: number,
): ProjectionStatus {
  if (status.state === 'rejected') return notFound(what);
  if (status.state !== 'dead_lettered') {
    const detail = `The change is kept until the ${what} it changes is applied.`;
    const until = status.until ?? expiryOf(change, retentionDays);
    return waits({ kind: 'resource', id: commandId }, waitingFor(what), detail, until);
  }
  const { deadLetter } = status;
  const detail = isDecided(status)
    ? `The ${what} that the command changes could not be applied, and operators discarded it. The change is applied only if they restore and replay the dead letter ${deadLetter}.`
    : `The ${what} that the command changes could not be applied. The change waits until operators replay or edit the dead letter ${deadLetter}.`;
  const until = deadLetterExpiry(status, retentionDays);
  return {
    ...waits({ kind: 'operators', id: deadLetter }, waitingFor(what), detail, until),
    deadLetter,
  };
}

/** When the log no longer takes a creation with this id; with `kept`, when it drops one that it took. */
function windowEnd(mintedAt: number, { search }: StatusService, kept: 0 | 1 = 0): string {
  const { duplicateWindowMs, clockSkewMs, retentionDays } = search;
  return new Date(mintedAt + duplicateWindowMs + clockSkewMs + kept * retentionDays * DAY_MS).toISOString();
}

const waits = (waitsFor: Wait, code: string, detail: string, until: string | null): ProjectionStatus =>
  statusOf('processing', true, { reason: { code, detail }, waitsFor, until });

const rejected = (code: string, detail: string): ProjectionStatus =>
  statusOf('rejected', true, { reason: { code, detail } });

const notFound = (what: string): ProjectionStatus =>
  rejected(`${what}-not-found`, `The ${what} does not exist.`);

const waitingFor = (what: string): string => `waiting-for-${what}`;
