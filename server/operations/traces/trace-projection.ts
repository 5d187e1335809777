import { isKeptAside, type ProjectionStatus } from '../../../contracts/command-status.ts';
import type { CommandRow, RecordedApplied, RecordedFailed } from '../../../contracts/ports/ledger-index.ts';
import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { absenceOf } from './absence.ts';
import { clientView } from './client-view.ts';
import { segmentsOf } from './segments.ts';
import { projectionStages } from './stages.ts';
import { attemptsOf, endOf, type Outage, type ProjectionTimeline, type Rescue } from './timeline.ts';

export interface KnownOfProjection {
  name: string;
  title: string;
  applied: readonly RecordedApplied[];
  failed: readonly RecordedFailed[];
  rescue: Rescue;
  status: ProjectionStatus | undefined;
  outages: readonly Outage[];
  /** Lately, of its partition. */
  appliedPerSecond: number | undefined;
  /** Whether the index has all that the ledger has. */
  ledgerIsCurrent: boolean;
}

/** Workers tell the ledger behind their work, and the index reads it a moment later. */
const REPORTED_WITHIN_MS = 5_000;

/** One command's way into one projection: a pure function of what is known. */
export function traceProjection(
  command: CommandRow,
  known: KnownOfProjection,
  now: number,
): { trace: ProjectionTrace; facts: string[] } {
  const { epochId, attempts, later } = attemptsOf(known.applied, known.failed);
  const { acceptedAt, storedAt } = command;
  const { rescue, status, outages, title } = known;
  const timeline: ProjectionTimeline = { acceptedAt, storedAt, now, attempts, rescue, status, outages };
  const { segments, skewMs } = segmentsOf(timeline);
  const end = endOf(timeline);
  const isStoreAway = outages.some(({ until }) => until === null);
  const facts: string[] = [];
  if (skewMs > 0)
    facts.push(
      `Clocks differ by ${skewMs} ms at least on its way into ${title}: what seemed to come before its cause is shown at the same moment.`,
    );
  const recorded = attempts.at(-1)?.applied;
  if (recorded && status && isKeptAside(status))
    facts.push(`A worker stored it in ${title}, which keeps it aside.`);
  else if (recorded && status?.proven && status.state !== 'applied' && status.state !== 'rejected')
    facts.push(`A worker told that ${title} had applied it, and the read model does not show it now.`);
  const { discarded } = rescue;
  const isDecided = rescue.edited !== null || discarded !== undefined;
  if (!recorded && end && status?.proven && !isDecided)
    facts.push(
      known.ledgerIsCurrent && now - (end.at ?? storedAt) > REPORTED_WITHIN_MS
        ? `${title} has it, and no worker told when: the ledger has a gap, or does not reach back to it.`
        : `${title} has it; when its worker applied it the ledger has yet to tell.`,
    );
  if (recorded && status?.reason?.code === 'store-unreadable')
    facts.push(`${title} can’t be read now: that it has it is told by a worker, and not proven.`);
  if (later.length > 0) facts.push(`${title} applied it again ${later.length} times: that changes nothing.`);
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
          : absenceOf(title, status, isStoreAway ? undefined : known.appliedPerSecond, discarded),
    },
    facts,
  };
}
