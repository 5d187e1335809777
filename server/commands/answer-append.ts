import type { AppendOutcome } from '../../adapters/jetstream/publish/append-event.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Acceptance } from './acceptance.ts';
import { notAccepted } from './not-accepted.ts';
import type { PreparedCommand } from './prepare-command.ts';

/** The answer for a stored command. */
export function acceptanceOf(
  prepared: PreparedCommand,
  outcome: Extract<AppendOutcome, { kind: 'stored' }>,
): Acceptance {
  const { correlationId, acceptedAt, resource } = prepared;
  return {
    commandId: prepared.event.id,
    correlationId,
    acceptedAt,
    position: outcome.position,
    resource,
    repeated: false,
  };
}

/** The problem of a command that the log did not confirm. */
export function refusalOf(
  outcome: Exclude<AppendOutcome, { kind: 'stored' }>,
  commandId: string,
): ProblemError {
  if (outcome.kind === 'refused')
    return notAccepted(`The log did not store the command: ${outcome.detail.replace(/\.?$/, '.')}`);
  return new ProblemError(
    'outcome-unknown',
    'The log did not confirm in time, so the command may or may not have been accepted. Read the status at Location, or send the command again with the same Idempotency-Key. Without a key, sending it again can create a second command.',
    { commandId, headers: { location: `/v1/commands/${commandId}`, 'retry-after': '1' } },
  );
}
