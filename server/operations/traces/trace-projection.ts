import { isKeptAside, type ProjectionStatus } from '../../../contracts/command-status.ts';
import type { CommandRow, ToldApplied, ToldFailed } from '../../../contracts/ports/ledger-index.ts';
import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { absenceOf } from './absence.ts';
import { clientTruth } from './client-truth.ts';
import { segmentsOf } from './segments.ts';
import { projectionStations } from './stations.ts';
import { attemptsOf, endOf, type Outage, type Rescue, type Way } from './way.ts';

export interface KnownOfProjection {
  name: string;
  title: string;
  applied: readonly ToldApplied[];
  failed: readonly ToldFailed[];
  rescue: Rescue;
  status: ProjectionStatus | undefined;
  outages: readonly Outage[];
  /** Lately, of its partition. */
  appliedPerSecond: number | undefined;
  /** Whether the index has all that the ledger has. */
  ledgerIsCurrent: boolean;
}

/** Workers tell the ledger behind their work, and the index reads it a moment later. */
const TOLD_WITHIN_MS = 5_000;

/** One command's way into one projection: a pure function of what is known. */
export function traceProjection(
  command: CommandRow,
  known: KnownOfProjection,
  now: number,
): { trace: ProjectionTrace; facts: string[] } {
  const { buildId, attempts, later } = attemptsOf(known.applied, known.failed);
  const { acceptedAt, storedAt } = command;
  const { rescue, status, outages, title } = known;
  const way: Way = { acceptedAt, storedAt, now, attempts, rescue, status, outages };
  const { segments, skewMs } = segmentsOf(way);
  const end = endOf(way);
  const isStoreAway = outages.some(({ until }) => until === null);
  const facts: string[] = [];
  if (skewMs > 0)
    facts.push(
      `Clocks differ by ${skewMs} ms at least on its way into ${title}: what seemed to come before its cause is shown at the same moment.`,
    );
  const told = attempts.at(-1)?.applied;
  if (told && status && isKeptAside(status))
    facts.push(`A worker stored it in ${title}, which keeps it aside.`);
  else if (told && status?.proven && status.state !== 'applied' && status.state !== 'rejected')
    facts.push(`A worker told that ${title} had applied it, and the read model does not show it now.`);
  const { discarded } = rescue;
  const isDecided = rescue.edited !== null || discarded !== undefined;
  if (!told && end && status?.proven && !isDecided)
    facts.push(
      known.ledgerIsCurrent && now - (end.at ?? storedAt) > TOLD_WITHIN_MS
        ? `${title} has it, and no worker told when: the ledger has a gap, or does not reach back to it.`
        : `${title} has it; when its worker applied it the ledger has yet to tell.`,
    );
  if (told && status?.reason?.code === 'store-unreadable')
    facts.push(`${title} can’t be read now: that it has it is told by a worker, and not proven.`);
  if (later.length > 0) facts.push(`${title} applied it again ${later.length} times: that changes nothing.`);
  return {
    trace: {
      projection: known.name,
      buildId,
      stations: projectionStations(way, later),
      segments,
      endedAt: end && end.at !== null ? new Date(end.at).toISOString() : null,
      status: status ?? null,
      clientTruth: clientTruth(way),
      absence:
        end && (end.at === null || end.at !== discarded?.at)
          ? null
          : absenceOf(title, status, isStoreAway ? undefined : known.appliedPerSecond, discarded),
    },
    facts,
  };
}
