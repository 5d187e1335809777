import { type CommandStatus, isFinal } from '../../contracts/command-status.ts';
import type { Position } from '../../contracts/position.ts';
import { ProblemError } from '../http/problem-error.ts';
import { askedProjections } from './asked-projections.ts';
import { locateCommand, type NotFound } from './locate-command.ts';
import { readStatus } from './read-status.ts';
import type { StatusService } from './status-service.ts';

/**
 * The status a client gets for a command, of all projections or the one asked for. Throws ProblemError: 404 for never accepted, 410 for before what the log
 * holds, 400 for a projection that there is not.
 */
export async function answerForClient(
  service: StatusService,
  id: string,
  hint: Position | undefined,
  projection?: string,
): Promise<{ status: CommandStatus; retryAfterS: number | undefined }> {
  const location = await locateCommand(service, id, hint);
  if (!('event' in location)) throw missingProblem(location);
  const asked = askedProjections(service, location.event.event.type, projection);
  const status = await readStatus(service, location.event, asked);
  return { status, retryAfterS: isFinal(status.state) ? undefined : 1 };
}

/** What a client hears of a command that the log does not hold. */
export function missingProblem(search: NotFound): ProblemError {
  switch (search.missing) {
    case 'never':
      return new ProblemError(
        'command-never-accepted',
        'The log holds no such command: it was never accepted, and nothing of it was applied. It is safe to send it again.',
      );
    case 'not-yet':
      return new ProblemError(
        'command-not-in-log',
        'The log holds no such command as yet. Its id is recent: if its answer was 504, it may still arrive, so ask again, or send it again with the same Idempotency-Key.',
        { headers: { 'retry-after': '1' } },
      );
    case 'expired':
      return new ProblemError(
        'command-past-retention',
        'The command is older than the log reaches back, so its way can no longer be told. Read what it changed instead.',
      );
    case 'lost':
      return new ProblemError(
        'command-lost',
        `The log lost the stream ${search.stream}, which this command belongs to (noticed at ${search.noticedAt}). The log can no longer say whether the command was accepted. Read what it should have changed before you send it again.`,
      );
    case 'before-log':
      return new ProblemError(
        'command-before-log',
        `This log was begun at ${search.begun}, after the id was made: it never held this command, and has dropped nothing of it. The id is of another log, or of one that was here before.`,
      );
  }
}
