import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes } from '@opentelemetry/api';
import { encodePosition, type Position } from '../../../contracts/position.ts';
import type { Counter, Histogram } from '../metrics/cells.ts';
import { destinationTemplate } from '../spans/destination.ts';
import { messagingAttributes } from '../spans/messaging-attributes.ts';
import { SPAN_KIND } from '../spans/span-record.ts';
import { unixTime } from '../spans/wall-clock.ts';
import type { Telemetry, Tracing } from '../start-telemetry.ts';
import { mintSpanId } from '../trace-context/mint-ids.ts';
import { readContext } from '../trace-context/read-context.ts';
import { CommandMeter, type CommandOutcome } from './command-meter.ts';
import { CommandTrace } from './command-trace.ts';

/** The route of a command. */
interface CommandFacts {
  name: string;
  method: string;
  /** With the names of its parameters, not their values. */
  path: string;
  aggregate: string;
  eventName: string;
}

interface AcceptedFacts {
  commandId: string;
  correlationId: string;
  position: Position;
  repeated: boolean;
}

interface RefusedFacts {
  correlationId: string;
  status: number;
  problem: string;
  commandId: string | undefined;
}

interface AnsweredFacts {
  status: number;
  correlationId: string;
  commandId: string | undefined;
  position?: Position;
  repeated?: boolean;
  errorType?: string | undefined;
}

/** Records a gateway's commands in metrics and, for traces that are kept, in spans. */
export class CommandTelemetry {
  readonly #meter: CommandMeter;
  readonly #tracing: Tracing | undefined;

  constructor({ metrics, tracing }: Pick<Telemetry, 'metrics' | 'tracing'>) {
    this.#meter = new CommandMeter(metrics);
    this.#tracing = tracing;
  }

  /** The part for one command, with its counters. */
  of(facts: CommandFacts): OneCommandTelemetry {
    return new OneCommandTelemetry(facts, this.#meter, this.#tracing);
  }
}

export class OneCommandTelemetry {
  readonly #facts: CommandFacts;
  readonly #meter: CommandMeter;
  readonly #tracing: Tracing | undefined;
  readonly #accepted: Counter;
  readonly #repeated: Counter;
  readonly #duration: Histogram;

  constructor(facts: CommandFacts, meter: CommandMeter, tracing: Tracing | undefined) {
    this.#facts = facts;
    this.#meter = meter;
    this.#tracing = tracing;
    this.#accepted = meter.commands.of({ command: facts.name, outcome: 'accepted' });
    this.#repeated = meter.commands.of({ command: facts.name, outcome: 'repeated' });
    this.#duration = meter.acceptDuration.of({ command: facts.name });
  }

  /** A request arrived at `receivedAt` (performance.now()). */
  received(headers: IncomingHttpHeaders, receivedAt: number): CommandTrace {
    const { traceparent } = headers;
    const parent = traceparent === undefined ? undefined : readContext(traceparent, headers.tracestate);
    return new CommandTrace(parent, receivedAt, this.#tracing?.isKept);
  }

  accepted(trace: CommandTrace, facts: AcceptedFacts): void {
    const now = performance.now();
    (facts.repeated ? this.#repeated : this.#accepted).add();
    this.#duration.record((now - trace.receivedAt) / 1_000);
    this.#countPublish(trace);
    if (this.#keeps(trace, now, false)) this.#trace(trace, now, { ...facts, status: 202 });
  }

  /** The command was answered with a problem. `trace` is undefined if the command failed before its trace began. */
  refused(trace: CommandTrace | undefined, facts: RefusedFacts): void {
    const outcome = outcomeOf(facts);
    this.#meter.commands.of({ command: this.#facts.name, outcome }).add();
    this.#meter.problems.of({ problem: facts.problem }).add();
    if (trace === undefined) return;
    const now = performance.now();
    this.#countPublish(trace);
    const isFailure = facts.status >= 500;
    if (this.#keeps(trace, now, isFailure))
      this.#trace(trace, now, { ...facts, errorType: isFailure ? facts.problem : undefined });
  }

  #countPublish({ publishBeganAt, publishEndedAt }: CommandTrace): void {
    if (publishEndedAt > 0) this.#meter.publishDuration.record((publishEndedAt - publishBeganAt) / 1_000);
  }

  #keeps(trace: CommandTrace, now: number, isFailure: boolean): boolean {
    const tracing = this.#tracing;
    if (!tracing) return false;
    if (!trace.isKept && !isFailure && now - trace.receivedAt < tracing.slowMs) return false;
    if (tracing.spans.hasRoom) return true;
    tracing.spans.leaveOut(trace.publishBeganAt > 0 ? 2 : 1);
    return false;
  }

  #trace(trace: CommandTrace, now: number, facts: AnsweredFacts): void {
    const { spans } = this.#tracing!;
    const { name, method, path, aggregate, eventName } = this.#facts;
    const { commandId, correlationId, position, errorType } = facts;
    const { traceId, tracestate, parent, publishBeganAt, publishEndedAt } = trace;
    const attributes: Attributes = {
      'http.request.method': method,
      'http.route': path,
      'http.response.status_code': facts.status,
      'url.scheme': 'http',
      'waybill.command.name': name,
    };
    if (commandId) attributes['waybill.command.id'] = commandId;
    if (correlationId) attributes['messaging.message.conversation_id'] = correlationId;
    if (facts.repeated) attributes['waybill.repeated'] = true;
    const spanId = mintSpanId();
    const common = { traceId, tracestate, errorType };
    spans.add({
      ...common,
      name: `${method} ${path}`,
      kind: SPAN_KIND.server,
      spanId,
      parentSpanId: parent?.spanId,
      isParentRemote: parent !== undefined,
      beganAt: unixTime(trace.receivedAt),
      endedAt: unixTime(now),
      attributes,
    });
    if (publishBeganAt === 0) return;
    const template = destinationTemplate(`events.*.${aggregate}.*.${eventName}`);
    const stream = position && `EVENTS-${position.generation}-${position.partition}`;
    spans.add({
      ...common,
      name: `publish ${template}`,
      kind: SPAN_KIND.producer,
      spanId: trace.publishSpanId,
      parentSpanId: spanId,
      isParentRemote: false,
      beganAt: unixTime(publishBeganAt),
      endedAt: unixTime(publishEndedAt || now),
      attributes: {
        ...messagingAttributes({
          operation: 'publish',
          stream,
          template,
          messageId: commandId,
          correlationId,
        }),
        ...(position ? { 'waybill.position': encodePosition(position) } : {}),
      },
    });
  }
}

function outcomeOf({ status, problem }: RefusedFacts): CommandOutcome {
  if (problem === 'outcome-unknown') return 'unknown';
  return status === 500 ? 'failed' : 'refused';
}
