import { isKeptAside } from '../../../contracts/command-status.ts';
import type { Segment, SegmentKind } from '../../../contracts/traces.ts';
import { endOf, type Outage, type ProjectionTimeline } from './timeline.ts';

/** The clocks of gateways, workers and the log's server differ: a smaller skew is not worth reporting. */
const SKEW_REPORTED_MS = 5;

interface Segments {
  segments: Segment[];
  /** The largest time, in ms, by which a stage seemed to come before the previous one; 0 for none. */
  skewMs: number;
}

/**
 * What a command waited for, without gaps and overlaps, from its acceptance to its end, or to now. A time before the previous
 * one, by another clock, counts as the same moment.
 */
export function segmentsOf(timeline: ProjectionTimeline): Segments {
  const segments: Segment[] = [];
  let skewMs = 0;
  let cursor = timeline.acceptedAt ?? timeline.storedAt;
  let attempt: number | null = null;

  const push = (kind: SegmentKind, to: number, open = false) => {
    if (to < cursor) {
      skewMs = Math.max(skewMs, cursor - to);
      return;
    }
    const before = segments.at(-1);
    if (before?.kind === kind && before.attempt === attempt && !before.open) {
      before.to = new Date(to).toISOString();
      before.ms += to - cursor;
      before.open = open;
    } else if (to > cursor || open) {
      segments.push({
        kind,
        from: new Date(cursor).toISOString(),
        to: new Date(to).toISOString(),
        ms: to - cursor,
        open,
        attempt,
      });
    }
    cursor = to;
  };

  /** A wait for a worker; the part during an outage of the store counts as the outage. */
  const waitForWorker = (kind: SegmentKind, to: number, open = false) => {
    for (const { from, until } of joined(timeline.outages)) {
      const end = Math.min(until ?? to, to);
      if (end <= cursor || from >= to) continue;
      if (from > cursor) push(kind, from);
      push('store-outage', end, open && end === to && until === null);
    }
    if (cursor < to || (open && !segments.at(-1)?.open)) push(kind, to, open);
    else if (to < cursor) skewMs = Math.max(skewMs, cursor - to);
  };

  /** What the command waits for, by its present place. */
  let wait = (to: number, open?: boolean) => waitForWorker('in-the-log', to, open);

  if (timeline.acceptedAt !== null) push('accepting', timeline.storedAt);
  for (const one of timeline.attempts) {
    wait(one.fetchedAt);
    attempt = one.number;
    const began = one.beganAt ?? one.fetchedAt;
    const waited = Math.min(one.storeWaitMs, Math.max(0, began - one.fetchedAt));
    push('in-a-batch', began - waited);
    push('store-outage', began);
    push('store-outage', Math.min(one.endedAt, began + one.storeWaitMs - waited));
    push('working', one.endedAt);
    attempt = null;
    const { failed } = one;
    if (failed?.next === 'retry') {
      wait = (to, open) => {
        const due = failed.retryAt ?? failed.failedAt;
        if (due > cursor) push('retry-backoff', Math.min(due, to), open && due >= to);
        waitForWorker('in-retries', to, open);
      };
    } else if (failed?.next === 'dead-letter') {
      wait = (to, open) => {
        const sent = timeline.rescue.sent.find(({ at }) => at >= failed.failedAt)?.at ?? to;
        push('dead-letter', Math.min(sent, to), open && sent >= to);
        if (sent < to) waitForWorker('in-retries', to, open);
      };
    } else if (one.applied && timeline.status && isKeptAside(timeline.status)) {
      wait = (to, open) => push('kept-aside', to, open);
    } else wait = (to, open) => waitForWorker('in-the-log', to, open);
  }
  const end = endOf(timeline);
  const { edited, discarded } = timeline.rescue;
  const isDiscarded = discarded !== undefined && end?.at === discarded.at;
  const place = end && !isDiscarded ? undefined : unrecordedEnd(timeline);
  if (place) {
    push('unknown', Math.max(cursor, place.since));
    push(place.kind, Math.max(end?.at ?? timeline.now, cursor), !end);
  } else if (!end) wait(Math.max(timeline.now, cursor), true);
  else if (!timeline.attempts.at(-1)?.applied) {
    // It is applied, and no worker recorded that.
    if (edited && end.at === edited.at) wait(end.at);
    else if (isDiscarded) wait(discarded.at);
    else push('unknown', Math.max(cursor, end.at ?? timeline.now));
  }
  return { segments, skewMs: skewMs >= SKEW_REPORTED_MS ? skewMs : 0 };
}

/** The wait at the end, from the streams, if the ledger has no record yet. */
function unrecordedEnd({
  attempts,
  status,
}: ProjectionTimeline): { kind: SegmentKind; since: number } | undefined {
  if (!status?.proven || status.at === null) return undefined;
  const recorded = attempts.at(-1)?.failed?.next;
  const since = Date.parse(status.at);
  if (status.state === 'dead_lettered' && recorded !== 'dead-letter') return { kind: 'dead-letter', since };
  if (status.state === 'retrying' && recorded === undefined) return { kind: 'retry-backoff', since };
  return undefined;
}

/** Outages of several workers, in order and without overlaps. */
function joined(outages: readonly Outage[]): Outage[] {
  const all: Outage[] = [];
  for (const { from, until } of [...outages].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && (last.until === null || from <= last.until)) {
      last.until = last.until === null || until === null ? null : Math.max(last.until, until);
    } else all.push({ from, until });
  }
  return all;
}
