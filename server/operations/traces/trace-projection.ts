import { isKeptAside, type ProjectionStatus } from '../../../contracts/command-status.ts';
import type { CommandRow, RecordedApplied, RecordedFailed } from '../../../contracts/ports/ledger-index.ts';
import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { absenceOf } from './absence.ts';
import { clientView } from './client-view.ts';
import { segmentsOf } from './segments.ts';
import { projectionStages } from './stages.ts';
import { attemptsOf, endOf, type Outage, type ProjectionTimeline, type Rescue } from './timeline.ts';

interface ProjectionRecords {
  name: string;
  title: string;
  applied: readonly RecordedApplied[];
  failed: readonly RecordedFailed[];
  rescue: Rescue;
  status: ProjectionStatus | undefined;
  outages: readonly Outage[];
  /** The recent rate, of its partition. */
  appliedPerSecond: number | undefined;
  /** Whether the index has everything that the ledger has. */
  ledgerIsCurrent: boolean;
}

/** Workers write to the ledger after their work, and the index reads it a moment later. */
const REPORTED_WITHIN_MS = 5_000;

/** One command's timeline in one projection: a pure function of the known facts. */
export function traceProjection(
  command: CommandRow,
  known: ProjectionRecords,
  now: number,
): { trace: ProjectionTrace; facts: string[] } {
  const { epochId, attempts, later } = attemptsOf(known.applied, known.failed);
  const { acceptedAt, storedAt } = command;
  const { rescue, status, outages, title } = known;
  const timeline: ProjectionTimeline = { acceptedAt, storedAt, now, attempts, rescue, status, outages };
  const { segments, skewMs } = segmentsOf(timeline);
  const end = endOf(timeline);
  const isStoreDown = outages.some(({ until }) => until === null);
  const facts: string[] = [];
  if (skewMs > 0)
    facts.push(
      `Clocks differ by at least ${skewMs} ms on the way into ${title}: a time that seemed to precede its cause is shown at the same moment.`,
    );
  const recorded = attempts.at(-1)?.applied;
  if (recorded && status && isKeptAside(status))
    facts.push(`A worker stored the event in ${title}, which keeps it aside.`);
  else if (recorded && status?.proven && status.state !== 'applied' && status.state !== 'rejected')
    facts.push(
      `A worker recorded that ${title} had applied the event, but the read model does not show it now.`,
    );
  const { discarded } = rescue;
  const isDecided = rescue.edited !== null || discarded !== undefined;
  if (!recorded && end && status?.proven && !isDecided)
    facts.push(
      known.ledgerIsCurrent && now - (end.at ?? storedAt) > REPORTED_WITHIN_MS
        ? `${title} has applied the event; the time is unknown: the ledger has a gap, or does not reach back to it.`
        : `${title} has applied the event; the ledger has not recorded the time yet.`,
    );
  if (recorded && status?.reason?.code === 'store-unreadable')
    facts.push(
      `${title} can’t be read now: a worker recorded that it applied the event, which is not proven.`,
    );
  if (later.length > 0)
    facts.push(`${title} applied the event again (${countOf(later.length, 'time')}), which changes nothing.`);
  return {
    trace: {
      projection: known.name,
      epochId,
      stages: projectionStages(timeline, later),
      segments,
      endedAt: end && end.at !== null ? new Date(end.at).toISOString() : null,
      status: status ?? null,
      clientView: clientView(timeline),
      absence:
        end && (end.at === null || end.at !== discarded?.at)
          ? null
          : absenceOf(title, status, isStoreDown ? undefined : known.appliedPerSecond, discarded),
    },
    facts,
  };
}
