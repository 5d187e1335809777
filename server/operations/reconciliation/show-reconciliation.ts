import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { sequenceAt } from '../../../adapters/jetstream/connection/sequence-at.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type {
  ProjectionReconciliation,
  ReconciledTerm,
  Reconciliation,
} from '../../../contracts/reconciliation.ts';
import type { StoredWithin } from '../../../contracts/routes/operations/window.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import type { Account } from './account-for.ts';
import { checkCounts } from './check-counts.ts';
import type { PartitionCount, Unknown } from './count.ts';
import { DESCRIBED } from './describe-terms.ts';
import { IntervalSet } from './interval-set.ts';
import { judgeBalance } from './judge-balance.ts';
import type { ProjectionWatch } from './projection-watch.ts';
import type { Reconciler } from './reconciler.ts';
import { sumUp, TERMS, type Term } from './sum-up.ts';

const HOUR_MS = 3_600_000;
const MOST_RANGES = 20;
const MOST_NAMED = 100;

interface Window {
  /** Unix ms; undefined: as far as was counted. */
  from: number | undefined;
  until: number | undefined;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const shown = (unknown: Unknown | null) => unknown && { since: iso(unknown.since), why: unknown.why };

/** What the newest count says about a window. Throws ProblemError; LogUnavailable for a window that was asked for. */
export async function showReconciliation(
  reconciler: Reconciler,
  asked: StoredWithin,
): Promise<Reconciliation> {
  const { link, limits } = reconciler.context;
  const countedAt = Math.max(...reconciler.watches.map(({ counted }) => counted.at));
  const end = countedAt || Date.now();
  const reachesBackTo = end - limits.ledgerHours * HOUR_MS;
  const from = Math.max(asked.from ?? reachesBackTo, reachesBackTo);
  const until = Math.min(asked.until ?? end, end);
  if (asked.from !== undefined && asked.until !== undefined && asked.from >= asked.until)
    throw invalidRequest({ in: 'query', pointer: '/until', detail: 'must be after `from`' });
  const window = {
    from: from === reachesBackTo ? undefined : from,
    until: until === end ? undefined : until,
  };
  return {
    from: iso(from),
    until: iso(until),
    reachesBackTo: iso(reachesBackTo),
    countedAt: countedAt === 0 ? null : iso(countedAt),
    unknown: shown(reconciler.failed),
    projections: await Promise.all(
      reconciler.watches.map((watch) => showProjection(link, watch, reconciler.failed, window)),
    ),
  };
}

async function showProjection(
  link: NatsLink,
  { projection, counted }: ProjectionWatch,
  failed: Unknown | null,
  window: Window,
): Promise<ProjectionReconciliation> {
  const { partitions, spot } = counted;
  const within = failed
    ? partitions.map(() => IntervalSet.EMPTY)
    : await Promise.all(partitions.map((part) => sequencesOf(link, part, window)));
  const parts = partitions.map((part, n) => ({ ...part, account: restrict(part.account, within[n]!) }));
  const sums = sumUp(parts.map(({ account }) => account));
  const settling = parts.reduce((all, part, n) => all + part.settling.intersect(within[n]!).count, 0);
  const sum = TERMS.reduce((total, term) => total + sums[term], 0);
  return {
    projection: projection.name,
    title: projection.title,
    epoch: counted.epochId,
    ...judgeBalance(
      projection.title,
      { ...sums, settling, destroyed: destroyedOf(parts) },
      failed ?? counted.unknown,
      failed === null,
    ),
    accepted: failed ? null : sums.accepted,
    terms: TERMS.map((term) => showTerm(term, parts, sums[term], failed, counted.unknown)),
    settling: failed ? null : settling,
    nothingLostAt: counted.nothingLostAt === null ? null : iso(counted.nothingLostAt),
    difference: failed ? null : sums.accepted - sum,
    lostEvents: partitions.flatMap((part, n) => lostOf(part, within[n]!)).slice(0, MOST_NAMED),
    spotProof: spot && { ...spot, at: iso(spot.at) },
    checks: checkCounts(partitions),
  };
}

/** How many were lost with their stream: the log can't deliver them again. */
const destroyedOf = (parts: readonly { lostAt?: number; account: Sets }[]): number =>
  parts.reduce((sum, { lostAt, account }) => sum + (lostAt === undefined ? 0 : account.lost.count), 0);

function lostOf(
  { account, lost }: PartitionCount,
  window: IntervalSet,
): ProjectionReconciliation['lostEvents'] {
  const wanted = new Set(account.lost.intersect(window).lowest(MOST_NAMED).sequences());
  const uncertain = new Set(account.uncertain.lowest(MOST_NAMED).sequences());
  return lost
    .filter(({ sequence }) => wanted.has(sequence))
    .map(({ sequence, storedAt, ...named }) => ({
      ...named,
      loggedAt: iso(storedAt),
      certain: !uncertain.has(sequence),
    }));
}

type Sets = Record<Term | 'accepted', IntervalSet>;

function showTerm(
  term: Term,
  parts: readonly (Pick<PartitionCount, 'generation' | 'partition'> & { account: Sets })[],
  count: number,
  failed: Unknown | null,
  unread: Unknown | null,
): ReconciledTerm {
  // "0 lost" needs a reading: if that fails, there is no 0 to show.
  const unknown = failed ?? (term === 'lost' ? unread : null);
  const isKnown = failed === null && (unknown === null || count > 0);
  const ranges = term === 'applied' ? [] : parts.flatMap((part) => rangesOf(part, part.account[term]));
  return {
    ...DESCRIBED[term],
    count: isKnown ? count : null,
    unknown: shown(unknown),
    ranges: ranges.slice(0, MOST_RANGES),
  };
}

const rangesOf = (
  { generation, partition }: Pick<PartitionCount, 'generation' | 'partition'>,
  set: IntervalSet,
) =>
  set.ranges.slice(0, MOST_RANGES).map(([first, last]) => ({
    first: encodePosition({ generation, partition, sequence: first }),
    last: encodePosition({ generation, partition, sequence: last }),
  }));

/** The sequences that a partition stored within a window. Throws LogUnavailable. */
async function sequencesOf(
  link: NatsLink,
  { stream, now, account, lostAt }: PartitionCount,
  window: Window,
): Promise<IntervalSet> {
  // The storage times of a lost stream are unknown: all of it counts at the time when the loss was noticed.
  if (lostAt !== undefined) {
    const isWithin = (window.from ?? 0) <= lostAt && lostAt < (window.until ?? Number.POSITIVE_INFINITY);
    return isWithin ? account.accepted : IntervalSet.EMPTY;
  }
  const [first, last] = now.window;
  const { name } = stream.config;
  const at = (time: number | undefined, otherwise: number) =>
    time === undefined ? otherwise : sequenceAt(link, name, time).then((found) => found ?? last + 1);
  const [from, until] = await Promise.all([at(window.from, first), at(window.until, last + 1)]);
  return IntervalSet.between(Math.max(first, from), Math.min(last, until - 1));
}

function restrict(account: Account, window: IntervalSet): Sets {
  const names = [...TERMS, 'accepted'] as const;
  return Object.fromEntries(names.map((name) => [name, account[name].intersect(window)])) as Sets;
}
