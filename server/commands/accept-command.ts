import type { AppendOutcome } from '../../adapters/jetstream/append-event.ts';
import type { SearchLimits } from '../../adapters/jetstream/find-event.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { type AnyCommand, resourceOf } from '../../domain/command.ts';
import { ProblemError } from '../gateway/problem-error.ts';
import type { Acceptance } from './acceptance.ts';
import type { CommandLog } from './command-log.ts';
import { encodeEvent } from './encode-event.ts';

export interface CommandService {
  log: CommandLog;
  search: SearchLimits;
  publishTimeoutMs: number;
  acceptDeadlineMs: number;
  reconnectGraceMs: number;
}

/** A request that passed its schemas, from a caller who is known. */
export interface CommandRequest {
  command: AnyCommand;
  caller: string;
  parameters: Record<string, string>;
  body: unknown;
  correlationId: string;
  traceparent: string | undefined;
}

/** A command decided and encoded, not yet published. */
export interface PreparedCommand {
  event: ReturnType<typeof encodeEvent>;
  correlationId: string;
  acceptedAt: string;
  resource: string;
}

export const NOT_ACCEPTED = (why: string): ProblemError =>
  new ProblemError(
    'not-accepted',
    `${why} This request was not accepted: send it again, with the same Idempotency-Key if it has one.`,
    { headers: { 'retry-after': '1' } },
  );

/** A gateway that has just started, or restarted with its log, waits for it as it would for a lost connection. */
export async function awaitLog({ log, reconnectGraceMs }: CommandService): Promise<void> {
  if (!log.generation) await log.whenReady(reconnectGraceMs - log.link.downForMs);
}

/** Decides a command and encodes its event for the present generation. Throws ProblemError when a rule refuses it. */
export function prepareCommand(service: CommandService, request: CommandRequest): PreparedCommand {
  const { command, caller, parameters } = request;
  const { generation } = service.log;
  if (!generation)
    throw NOT_ACCEPTED(`The log cannot be used: ${service.log.obstacle ?? 'it is not ready'}.`);
  const aggregateId = parameters[command.aggregate.id] as string;
  const partition = partitionOf(aggregateId, generation.partitions);
  const now = Date.now();
  const id = mintCommandId(generation.number, partition, now);
  const decision = command.decide({ id, actor: caller, parameters, body: request.body });
  if (decision.rejected) throw new ProblemError('command-refused', decision.rejected.detail);
  const acceptedAt = new Date(now).toISOString();
  const event = encodeEvent({
    id,
    command,
    aggregateId,
    time: acceptedAt,
    correlationId: request.correlationId,
    causationId: undefined,
    actor: caller,
    traceparent: request.traceparent,
    data: decision.accepted,
    generation: generation.number,
    partition,
  });
  return {
    event,
    correlationId: request.correlationId,
    acceptedAt,
    resource: resourceOf(command, decision.accepted),
  };
}

/**
 * Accepts a command without an idempotency key: resolves only when the log confirmed its event. Throws ProblemError:
 * `not-accepted` when it is known not to be stored, `outcome-unknown` when it may be.
 */
export async function acceptCommand(service: CommandService, request: CommandRequest): Promise<Acceptance> {
  const deadline = performance.now() + service.acceptDeadlineMs;
  await awaitLog(service);
  for (;;) {
    const prepared = prepareCommand(service, request);
    const outcome = await service.log.append(prepared.event, deadline);
    if (outcome.kind === 'stored') return acceptanceOf(prepared, outcome);
    // The generation was closed under this command: known not to be stored, so it is made anew for the next one.
    const moved = service.log.generation?.number !== prepared.event.generation;
    if (moved && outcome.kind === 'refused' && performance.now() < deadline) continue;
    throw refusalOf(outcome, prepared.event.id);
  }
}

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

export function refusalOf(
  outcome: Exclude<AppendOutcome, { kind: 'stored' }>,
  commandId: string,
): ProblemError {
  if (outcome.kind === 'refused')
    return NOT_ACCEPTED(`The log did not take the command: ${outcome.detail.replace(/\.?$/, '.')}`);
  return new ProblemError(
    'outcome-unknown',
    'The log did not confirm in time, so the command may or may not have been accepted. Ask for its status by Location, or send it again with the same Idempotency-Key; without one, sending it again can make a second command.',
    { commandId, headers: { location: `/v1/commands/${commandId}`, 'retry-after': '1' } },
  );
}
