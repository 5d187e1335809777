import { encodeEvent } from '../../adapters/jetstream/publish/encode-event.ts';
import type { SearchLimits } from '../../adapters/jetstream/records/find-event.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import { partitionOf } from '../../contracts/partition.ts';
import type { Principal } from '../../contracts/principal.ts';
import { type AnyCommand, resourceOf } from '../../domain/command.ts';
import type { CommandTrace } from '../../platform/telemetry/commands/command-trace.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { CommandLedger } from './command-ledger.ts';
import type { CommandLog } from './command-log.ts';
import { notAccepted } from './not-accepted.ts';

export interface CommandService {
  log: CommandLog;
  ledger: CommandLedger;
  search: SearchLimits;
  publishTimeoutMs: number;
  acceptDeadlineMs: number;
  reconnectGraceMs: number;
}

/** A request that matches its schemas, from an identified caller. */
export interface CommandRequest {
  command: AnyCommand;
  principal: Principal;
  parameters: Record<string, string>;
  body: unknown;
  correlationId: string;
  trace: CommandTrace;
}

/** A command decided and encoded, not yet published. */
export interface PreparedCommand {
  event: ReturnType<typeof encodeEvent>;
  correlationId: string;
  acceptedAt: string;
  /** The same in Unix ms. */
  acceptedAtMs: number;
  resource: string;
}

/** A gateway that has just started, or restarted with its log, waits for the log as after a lost connection. */
export async function awaitLog({ log, reconnectGraceMs }: CommandService): Promise<void> {
  if (!log.generation) await log.whenReady(reconnectGraceMs - log.link.downForMs);
}

/** Decides a command and encodes its event for the present generation. Throws ProblemError if a rule refuses it. */
export function prepareCommand(service: CommandService, request: CommandRequest): PreparedCommand {
  const { command, principal, parameters } = request;
  const { generation } = service.log;
  if (!generation) throw notAccepted(`The log cannot be used: ${service.log.obstacle ?? 'it is not ready'}.`);
  const aggregateId = parameters[command.aggregate.id] as string;
  const partition = partitionOf(aggregateId, generation.partitions);
  const now = Date.now();
  const id = mintCommandId(generation.number, partition, now);
  const decision = command.decide({ id, actor: principal.id, parameters, body: request.body });
  if (decision.rejected) throw new ProblemError('command-refused', decision.rejected.detail);
  const acceptedAt = new Date(now).toISOString();
  const event = encodeEvent({
    id,
    command,
    aggregateId,
    time: acceptedAt,
    correlationId: request.correlationId,
    causationId: undefined,
    actor: principal.id,
    traceparent: request.trace.traceparent,
    tracestate: request.trace.tracestate,
    data: decision.accepted,
    generation: generation.number,
    partition,
  });
  return {
    event,
    correlationId: request.correlationId,
    acceptedAt,
    acceptedAtMs: now,
    resource: resourceOf(command, decision.accepted),
  };
}
