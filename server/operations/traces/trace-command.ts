import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { CommandStatus } from '../../../contracts/command-status.ts';
import type { CommandRow, RecordedOfEvent } from '../../../contracts/ports/ledger-index.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { replacementOf } from '../../../contracts/replacement-of.ts';
import type { TraceCommand } from '../../../contracts/traces.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { askedProjections } from '../../status/asked-projections.ts';
import { decidingProjections } from '../../status/read-status.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import { overallClientAnswer } from './client-view.ts';
import { failuresUnrecorded, NO_RESCUE, readRescue } from './read-rescue.ts';
import { commonStages } from './stages.ts';
import type { Outage } from './timeline.ts';
import { traceProjection } from './trace-projection.ts';
import type { TraceService } from './trace-service.ts';

/** Over how long the rate of applied events is counted. */
const RATE_MS = 30_000;

interface CommandRecords {
  command: CommandRow;
  recorded: RecordedOfEvent;
  /** Undefined if the read models, or the log, could not be read in time. */
  status: CommandStatus | undefined;
  /** False if the ledger does not reach back to it. */
  timesKnown: boolean;
  outages: ReadonlyMap<string, readonly Outage[]>;
  /** Whether the index has everything that the ledger has. */
  ledgerIsCurrent: boolean;
  now: number;
}

/** The whole timeline of one command. Throws StoreFailure. */
export async function traceCommand(service: TraceService, known: CommandRecords): Promise<TraceCommand> {
  const { command, recorded, status, timesKnown, now } = known;
  const position = encodePosition(command.position);
  const asked = askedProjections(service.status, command.type);
  const projections = await Promise.all(
    asked.map(async ({ name, title }) => {
      const applied = recorded.applied.filter(({ projection }) => projection === name);
      const failed = recorded.failed.filter(({ projection }) => projection === name);
      const present = status?.projections[name];
      const isOpen = applied.length === 0 && present?.state !== 'applied' && present?.state !== 'rejected';
      const failedEver = failed.length > 0 || (present?.deadLetter ?? null) !== null || !timesKnown;
      const { rescue, failures } = failedEver
        ? await readRescue(service.deadLetters, name, position)
        : { rescue: NO_RESCUE, failures: [] };
      const all = [...failed, ...failuresUnrecorded(failures, name, failed)];
      return traceProjection(
        command,
        {
          name,
          title,
          applied,
          failed: all.sort((a, b) => a.failedAt - b.failedAt),
          rescue,
          status: present,
          outages: known.outages.get(name) ?? [],
          ledgerIsCurrent: known.ledgerIsCurrent,
          appliedPerSecond: isOpen ? await appliedPerSecond(service, name, command, now) : undefined,
        },
        now,
      );
    }),
  );
  const traces = projections.map(({ trace }) => trace);
  const facts = projections.flatMap((each) => each.facts);
  if (!timesKnown)
    facts.unshift(
      'This command is older than the ledger. Its state is read from the log and the read models; the times of its stages are unknown.',
    );
  if (!status) facts.push('The state could not be proven in time: this is what the ledger records.');
  return {
    commandId: command.id,
    command: commandOfEventType(command.type)?.name ?? command.type,
    eventType: command.type,
    subject: command.subject,
    actor: command.actor,
    correlationId: command.correlationId,
    causationId: command.causationId || null,
    position,
    acceptedAt: command.acceptedAt === null ? null : new Date(command.acceptedAt).toISOString(),
    storedAt: new Date(command.storedAt).toISOString(),
    state: status?.state ?? null,
    replacedBy: status ? replacementOf(status) : null,
    timesKnown,
    stages: commonStages(command, recorded),
    projections: traces,
    clientView: overallClientAnswer(
      decidingProjections(asked).map((deciding) => traces[asked.indexOf(deciding)]!.clientView),
    ),
    facts,
  };
}

/** How fast a projection applies the events of a command's partition; undefined if unknown. */
async function appliedPerSecond(
  { ledger, status }: TraceService,
  projection: ReadableProjection['name'],
  { position: { generation, partition } }: CommandRow,
  now: number,
): Promise<number | undefined> {
  const stream = eventStream(generation, partition);
  const consumer = await status.progress.consumer(stream, projection).catch(() => undefined);
  if (!consumer) return undefined;
  const epochId = consumer.slice(projection.length + 1);
  const by = { projection, epochId, generation, partition };
  return (await ledger.appliedSince(by, now - RATE_MS)) / (RATE_MS / 1_000);
}
