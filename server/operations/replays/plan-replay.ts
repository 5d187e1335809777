import { encodeInstant } from '../../../contracts/instant.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { type Finding, MAX_FINDINGS, type ReplayPlan } from '../../../contracts/replay.ts';
import type { replayRoutes } from '../../../contracts/routes/operations/replays.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { estimateSeconds, paceOf } from './default-pace.ts';
import { lookAhead } from './look-ahead.ts';
import type { Epoch } from './read-epoch.ts';
import type { ReplayService } from './replay-service.ts';
import { isGuarded, type RequestedSelection, selectDeadLetters } from './select-dead-letters.ts';
import { stagesOf } from './stages-of.ts';

export const DOES_NOT_REACH =
  'Other consumers of the same events, later dead letters, and skipped ones. Newer state is never undone: each event keeps its position in the log.';

/** Selects dead letters and predicts what a replay of it would do. Changes nothing. Throws ProblemError, LogUnavailable. */
export async function planReplay(
  service: ReplayService,
  asked: Input<(typeof replayRoutes)['plan-replay']>['body'],
): Promise<ReplayPlan> {
  const selection = await selectDeadLetters(service, asked);
  const { sendable, skipped } = selection;
  const ahead = await lookAhead(service, sendable);
  const pace = paceOf(asked.pace);
  const findings = [...skipped, ...ahead.findings];
  const kept = service.plans.keep({
    deadLetterIds: selection.deadLetterIds,
    guarded: sendable.filter(isGuarded).map(({ deadLetterId }) => deadLetterId),
    title: titleOf(asked, selection.deadLetterIds.length),
  });
  return {
    plan: kept.plan,
    selectedAt: new Date().toISOString(),
    usableUntil: new Date(kept.usableUntil).toISOString(),
    count: sendable.length,
    skipped: skipped.length,
    bytes: sendable.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest: oldestOf(sendable),
    estimatedSeconds: estimateSeconds(sendable.length, pace),
    reaches: reachOf(sendable, ahead.epochs),
    doesNotReach: DOES_NOT_REACH,
    pace,
    stages: stagesOf({ count: sendable.length, pace, outcomes: new Map() }, service.replayMaxUnderWay),
    findings: findings.slice(0, MAX_FINDINGS),
    findingCounts: countFindings(findings),
  };
}

export function titleOf(asked: RequestedSelection, count: number): string {
  if (asked.group) return `Group ${asked.group}`;
  if (asked.filter)
    return Object.entries(asked.filter)
      .map(([name, value]) => `${name} ${typeof value === 'number' ? encodeInstant(value) : value}`)
      .join(', ')
      .slice(0, 200);
  return count === 1 ? (asked.ids?.[0] ?? '') : `${count} dead letters`;
}

function reachOf(
  sendable: readonly ReplayCandidate[],
  epochs: ReadonlyMap<string, Epoch>,
): ReplayPlan['reaches'] {
  return [...epochs].map(([consumer, epoch]) => {
    const its = sendable.filter((candidate) => candidate.consumer === consumer);
    const aggregates = new Set(its.map(({ aggregate }) => aggregate)).size;
    return { consumer, deadLetters: its.length, aggregates, storeUsable: 'epochId' in epoch };
  });
}

function oldestOf(sendable: readonly ReplayCandidate[]): ReplayPlan['oldest'] {
  let oldest = sendable[0];
  if (!oldest) return null;
  for (const candidate of sendable) if (candidate.storedAt < oldest.storedAt) oldest = candidate;
  return { deadLetterId: oldest.deadLetterId, storedAt: new Date(oldest.storedAt).toISOString() };
}

function countFindings(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { finding } of findings) counts[finding] = (counts[finding] ?? 0) + 1;
  return counts;
}
