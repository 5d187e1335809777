import { type CommandState, isKeptAside } from '../../../contracts/command-status.ts';
import type { Truth } from '../../../contracts/traces.ts';
import { overallState } from '../../status/read-status.ts';
import type { Way } from './way.ts';

const truth = (from: number, state: CommandState, proven = false): Truth => ({
  from: new Date(from).toISOString(),
  state,
  proven,
});

/** What a GET would have said of one projection, and from when on; what is proven now comes last. */
export function clientTruth(way: Way): Truth[] {
  const truths = [truth(way.storedAt, 'accepted')];
  let at = way.storedAt;
  const say = (from: number, state: CommandState, proven = false) => {
    at = Math.max(at, from);
    const last = truths.at(-1)!;
    if (last.state === state) last.proven ||= proven;
    else if (Date.parse(last.from) === at) truths.splice(-1, 1, truth(at, state, proven));
    else truths.push(truth(at, state, proven));
  };
  const { status } = way;
  const appliedAs = status && (status.state === 'rejected' || isKeptAside(status)) ? status.state : 'applied';
  const sent = [...way.rescue.sent];
  const saySent = (until: number) => {
    while (sent[0] && sent[0].at <= until) say(sent.shift()!.at, 'replayed');
  };
  for (const { fetchedAt, endedAt, failed, applied } of way.attempts) {
    saySent(fetchedAt);
    // What waits in RETRIES stands there until it is answered for.
    if (truths.at(-1)!.state === 'accepted') say(fetchedAt, 'processing');
    if (applied) say(endedAt, appliedAs);
    else if (failed?.next === 'dead-letter') say(endedAt, 'dead_lettered');
    else if (failed?.next === 'retry') say(endedAt, failed.replayId === null ? 'retrying' : 'replayed');
  }
  saySent(Number.POSITIVE_INFINITY);
  if (status) {
    const provenAt = status.at === null ? Number.NaN : Date.parse(status.at);
    const from = truths.at(-1)!.state === status.state || Number.isNaN(provenAt) ? way.now : provenAt;
    say(truths.at(-1)!.state === status.state ? at : from, status.state, status.proven);
  }
  return truths;
}

/** The same of the whole command: at each moment by what each projection was then. */
export function overallTruth(projections: readonly (readonly Truth[])[]): Truth[] {
  if (projections.length === 0) return [];
  const moments = [...new Set(projections.flat().map(({ from }) => Date.parse(from)))].sort((a, b) => a - b);
  const truths: Truth[] = [];
  for (const at of moments) {
    const then = projections.map(
      (each) =>
        each.findLast(({ from }) => Date.parse(from) <= at) ?? { state: 'accepted' as const, proven: false },
    );
    const state = overallState(then.map((each) => each.state));
    const proven = then.every((each) => each.proven);
    const last = truths.at(-1);
    if (last?.state === state) last.proven ||= proven;
    else truths.push(truth(at, state, proven));
  }
  return truths;
}
