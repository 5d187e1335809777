import { type CommandStatus, isFinal } from '../../contracts/command-status.ts';
import type { Position } from '../../contracts/position.ts';
import { ProblemError } from '../http/problem-error.ts';
import { askedProjections } from './asked-projections.ts';
import { locateCommand, type NotFound } from './locate-command.ts';
import { readStatus } from './read-status.ts';
import type { StatusService } from './status-service.ts';

/**
 * The status a client gets for a command, in all projections or the requested one. Throws ProblemError: 404 for a command that
 * was never accepted or, if `actor` is given, that another one sent; 410 for one that the log no longer holds; 400 for an
 * unknown projection.
 */
export async function answerForClient(
  service: StatusService,
  id: string,
  hint: Position | undefined,
  projection?: string,
  actor?: string,
): Promise<{ status: CommandStatus; retryAfterS: number | undefined }> {
  const location = await locateCommand(service, id, hint);
  if (!('event' in location)) throw missingProblem(location);
  if (actor !== undefined && location.event.event.actor !== actor)
    throw new ProblemError('not-found', 'None of your commands has this id. Ask with the key that sent it.');
  const asked = askedProjections(service, location.event.event.type, projection);
  const status = await readStatus(service, location.event, asked);
  return { status, retryAfterS: isFinal(status.state) ? undefined : 1 };
}

/** The problem that a client gets for a command that the log does not hold. */
export function missingProblem(search: NotFound): ProblemError {
  switch (search.missing) {
    case 'never':
      return new ProblemError(
        'command-never-accepted',
        'The log does not hold this command: it was never accepted and nothing was applied. It is safe to send it again.',
      );
    case 'not-yet':
      return new ProblemError(
        'command-not-in-log',
        'The log does not hold this command yet. Its id is recent: if the answer was 504, the command may still arrive. Ask again, or send it again with the same Idempotency-Key.',
        { headers: { 'retry-after': '1' } },
      );
    case 'expired':
      return new ProblemError(
        'command-past-retention',
        'The command is older than the log’s retention, so its status is no longer known. Read what it changed instead.',
      );
    case 'lost':
      return new ProblemError(
        'command-lost',
        `The log lost the stream ${search.stream}, which this command belongs to. Whether the command was accepted is unknown. Read what it should have changed before you send it again.`,
      );
    case 'before-log':
      return new ProblemError(
        'command-before-log',
        'This log began after the id was created, so it never held this command. The id comes from another log or from an earlier one of this instance.',
      );
  }
}
