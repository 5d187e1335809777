import type { Action } from '../../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { ChartMarker } from '../../ui/chart/chart-props.ts';
import { consumerTitle } from '../../ui/format/consumer-name.ts';
import { activityBetween } from '../../ui/search-params/activity.ts';
import { actionStatus, changeStatus } from '../../ui/status/activity-status.ts';

/** The data for chart markers, as it was read. */
export interface MarkedEvents {
  /** Starts of processes, the newest first, as far back as they were read. */
  starts: readonly PipelineChange[];
  /** Whether there are older starts that were not read. */
  moreStarts: boolean;
  circuits: readonly PipelineChange[];
  actions: readonly Action[];
}

/** The projection or consumer whose charts are marked; null for all. */
export interface MarkedScope {
  projection: string | null;
  consumers: readonly { stream: string; consumer: string }[];
}

/** The changes and actions of that kind; each names the API's kinds. */
export const MARKED_ACTIONS = [
  'consumer-paused',
  'consumer-resumed',
  'consumer-reset',
  'replay-created',
  'replay-cancelled',
  'replay-finished',
] as const;

/** Each marker links to Activity, to this much time before and after it. */
const AROUND_MS = 60_000;

type Recorded = Omit<ChartMarker, 'href' | 'at'> & { at: string };

/** What happened to the pipeline between two times, or to a part of it: deploys, circuits, pauses, replays. Unix ms. */
export function chartMarkers(
  events: MarkedEvents,
  scope: MarkedScope | null,
  from: number,
  until: number,
): ChartMarker[] {
  return [...deploys(events, scope), ...circuits(events, scope), ...steered(events.actions, scope)]
    .map((recorded): ChartMarker => {
      const at = Date.parse(recorded.at);
      return { ...recorded, at, href: activityBetween(at - AROUND_MS, at + AROUND_MS) };
    })
    .filter(({ at }) => at >= from && at <= until)
    .sort((a, b) => a.at - b.at);
}

/**
 * A start with another version than the role's previous start. The version before the first start that was read is
 * unknown.
 */
function deploys({ starts, moreStarts }: MarkedEvents, scope: MarkedScope | null): Recorded[] {
  const versions = new Map<string, string>();
  return starts.toReversed().flatMap((change) => {
    if (change.kind !== 'process-started') return [];
    const { role, version, at } = change;
    const before = versions.get(role);
    versions.set(role, version);
    if (before === version || (before === undefined && moreStarts)) return [];
    if (scope && role !== `worker:${scope.projection}`) return [];
    const was = before === undefined ? '' : `, before ${before}`;
    return [{ at, status: changeStatus(change), name: `${role}: version ${version} started${was}` }];
  });
}

function circuits({ circuits: all }: MarkedEvents, scope: MarkedScope | null): Recorded[] {
  return all.flatMap((change) => {
    if (change.kind !== 'circuit-opened' && change.kind !== 'circuit-closed') return [];
    if (scope && change.projection !== scope.projection) return [];
    const status = changeStatus(change);
    const lasted = change.openForMs === null ? '' : `, suspended for ${formatDuration(change.openForMs)}`;
    return [{ at: change.at, status, name: `${change.projection}: ${status.word}${lasted}` }];
  });
}

function steered(actions: readonly Action[], scope: MarkedScope | null): Recorded[] {
  const oldest = actions.toReversed();
  const reached = new Set(
    oldest
      .filter((action) => action.kind === 'replay-created' && (!scope || reaches(action, scope.projection)))
      .map(({ targetId }) => targetId),
  );
  return oldest.flatMap((action) => {
    const { kind, at, targetId, actor, details } = action;
    const status = actionStatus(kind);
    if (kind.startsWith('consumer-')) {
      const of = scope?.consumers.some((each) => targetId === `${each.stream}.${each.consumer}`);
      if (scope && !of) return [];
      const dot = targetId.indexOf('.');
      const name = { stream: targetId.slice(0, dot), consumer: targetId.slice(dot + 1), projection: null };
      return [{ at, status, name: `${consumerTitle(name)}: ${status.word} by ${actor}` }];
    }
    if (!kind.startsWith('replay-')) return [];
    if (kind === 'replay-created') {
      // A large replay is created in several actions; only one of them marks its beginning.
      const part = typeof details.part === 'number' ? details.part : 1;
      if (!reached.has(targetId) || part > 1) return [];
      return [{ at, status, name: `replay begun by ${actor}: ${details.title ?? targetId}` }];
    }
    // Only unfiltered charts mark the end of a replay that began before this time.
    return scope && !reached.has(targetId) ? [] : [{ at, status, name: status.word }];
  });
}

/** Whether a replay sends anything to a projection, as far as its dead letters are named. */
const reaches = ({ details }: Action, projection: string | null): boolean =>
  Array.isArray(details.deadLetterIds) &&
  details.deadLetterIds.some((deadLetterId) => String(deadLetterId).startsWith(`${projection}.`));
