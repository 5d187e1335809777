import { type CommandState, isKeptAside } from '../../../contracts/command-status.ts';
import type { ClientAnswer } from '../../../contracts/traces.ts';
import { overallState } from '../../status/read-status.ts';
import type { ProjectionTimeline } from './timeline.ts';

const clientAnswer = (from: number, state: CommandState, proven = false): ClientAnswer => ({
  from: new Date(from).toISOString(),
  state,
  proven,
});

/** The answers that a GET would have had for one projection, each with its start; the present proof comes last. */
export function clientView(timeline: ProjectionTimeline): ClientAnswer[] {
  const clientAnswers = [clientAnswer(timeline.storedAt, 'accepted')];
  let at = timeline.storedAt;
  const say = (from: number, state: CommandState, proven = false) => {
    at = Math.max(at, from);
    const last = clientAnswers.at(-1)!;
    if (last.state === state) last.proven ||= proven;
    else if (Date.parse(last.from) === at) clientAnswers.splice(-1, 1, clientAnswer(at, state, proven));
    else clientAnswers.push(clientAnswer(at, state, proven));
  };
  const { status } = timeline;
  const appliedAs = status && (status.state === 'rejected' || isKeptAside(status)) ? status.state : 'applied';
  const sent = [...timeline.rescue.sent];
  const saySent = (until: number) => {
    while (sent[0] && sent[0].at <= until) say(sent.shift()!.at, 'replayed');
  };
  for (const { fetchedAt, endedAt, failed, applied } of timeline.attempts) {
    saySent(fetchedAt);
    // An event in RETRIES stays there until it is acknowledged.
    if (clientAnswers.at(-1)!.state === 'accepted') say(fetchedAt, 'processing');
    if (applied) say(endedAt, appliedAs);
    else if (failed?.next === 'dead-letter') say(endedAt, 'dead_lettered');
    else if (failed?.next === 'retry') say(endedAt, failed.replayId === null ? 'retrying' : 'replayed');
  }
  saySent(Number.POSITIVE_INFINITY);
  if (status) {
    const provenAt = status.at === null ? Number.NaN : Date.parse(status.at);
    const from =
      clientAnswers.at(-1)!.state === status.state || Number.isNaN(provenAt) ? timeline.now : provenAt;
    say(clientAnswers.at(-1)!.state === status.state ? at : from, status.state, status.proven);
  }
  return clientAnswers;
}

/** The same for the whole command: at each moment from the state of each projection. */
export function overallClientAnswer(projections: readonly (readonly ClientAnswer[])[]): ClientAnswer[] {
  if (projections.length === 0) return [];
  const moments = [...new Set(projections.flat().map(({ from }) => Date.parse(from)))].sort((a, b) => a - b);
  const clientAnswers: ClientAnswer[] = [];
  for (const at of moments) {
    const then = projections.map(
      (each) =>
        each.findLast(({ from }) => Date.parse(from) <= at) ?? { state: 'accepted' as const, proven: false },
    );
    const state = overallState(then.map((each) => each.state));
    const proven = then.every((each) => each.proven);
    const last = clientAnswers.at(-1);
    if (last?.state === state) last.proven ||= proven;
    else clientAnswers.push(clientAnswer(at, state, proven));
  }
  return clientAnswers;
}
