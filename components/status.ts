/**
 * The one table from state to family, word and mark. Nothing else picks a status colour: components ask here and
 * get a class that sets `--status`, `--status-mark` and `--status-tint`.
 *
 * Hue means state, only. A rejection is no family of its own: the business said no, which is nobody's incident.
 */
import type { AlertDetail, AlertSummary } from '../contracts/alerts.ts';
import type { CommandState } from '../contracts/command-status.ts';
import type { ConsumerStatus } from '../contracts/consumer-status.ts';
import type { DeadLetterState } from '../contracts/operation.ts';
import type { PipelineChange } from '../contracts/pipeline-change.ts';
import type { ProblemName } from '../contracts/problem.ts';
import type { ProjectionReconciliation } from '../contracts/reconciliation.ts';
import { replacementOf } from '../contracts/replacement-of.ts';
import type { ReplayStage, ReplaySummary } from '../contracts/replay.ts';
import type { Slip, Station } from '../contracts/slip.ts';
import { formatCount } from './format/count.ts';

type AlertStep = AlertDetail['timeline'][number]['kind'];

import type { SegmentKind } from '../contracts/traces.ts';

export type Family = 'ok' | 'active' | 'held' | 'warn' | 'bad' | 'none';

export type Mark = 'check' | 'half' | 'bars' | 'triangle' | 'cross' | 'dashed' | 'slashed';

export interface Status {
  family: Family;
  mark: Mark;
  word: string;
}

const markOf: Record<Family, Mark> = {
  ok: 'check',
  active: 'half',
  held: 'bars',
  warn: 'triangle',
  bad: 'cross',
  none: 'dashed',
};

const status = (family: Family, word: string, mark: Mark = markOf[family]): Status => ({
  family,
  mark,
  word,
});

/** The class that carries a family's tokens. */
export const familyClass: Record<Family, string> = {
  ok: 'status-ok',
  active: 'status-active',
  held: 'status-held',
  warn: 'status-warn',
  bad: 'status-bad',
  none: 'status-none',
};

/** Of the button that takes away what can't be had back by itself: the one use of a status colour for an act. */
export const dangerClass: string = familyClass.bad;

/** What a command can come to: its states, a corrected one in its place, and the ways not to be found. */
export type Outcome =
  | CommandState
  | 'replaced'
  | 'not_in_log'
  | 'past_retention'
  | 'before_log'
  | 'never_accepted'
  | 'unknown';

export const commandStatus: Record<Outcome, Status> = {
  accepted: status('active', 'accepted'),
  processing: status('active', 'processing'),
  retrying: status('warn', 'retrying'),
  applied: status('ok', 'applied'),
  rejected: status('none', 'rejected', 'slashed'),
  dead_lettered: status('bad', 'dead-lettered'),
  replayed: status('active', 'replayed'),
  // It was not applied itself, and nothing is left to be mended.
  replaced: status('none', 'replaced', 'check'),
  not_in_log: status('none', 'not in the log'),
  past_retention: status('none', 'past retention'),
  before_log: status('none', 'before this log'),
  never_accepted: status('none', 'never accepted'),
  unknown: status('none', 'unknown'),
};

export const deadLetterStatus: Record<DeadLetterState, Status> = {
  open: status('bad', 'open'),
  replaying: status('active', 'replaying'),
  resolved: status('ok', 'resolved'),
  'on-hold': status('held', 'on hold'),
  discarded: status('none', 'discarded'),
};

/** The sides of a difference: what was, and what it becomes. */
export const differenceSides = { '−': 'bad', '+': 'ok' } as const satisfies Record<string, Family>;

/** Whether a store answers now. */
export const storeAnswer = (answers: boolean): Status =>
  answers ? status('ok', 'answers') : status('bad', 'does not answer');

/** The mark of a replay that is asked for while the worker that refused its entries is still at work. */
export const refusedAgain: Status = status('warn', 'still at work');

/** A replay's: its state, and for one that has ended or stands still, how. */
export function replayStatus(job: Pick<ReplaySummary, 'state' | 'pausedBy' | 'outcomes' | 'count'>): Status {
  const { failedAgain, skipped } = job.outcomes;
  switch (job.state) {
    case 'creating':
      return status('none', 'being written');
    case 'running':
      return status('active', 'running');
    case 'cancelled':
      return status('none', 'cancelled');
    case 'paused':
      if (job.pausedBy === 'failures') return status('bad', 'stopped itself');
      return status('held', job.pausedBy === 'canary' ? 'holding' : 'paused');
    case 'finished':
      if (failedAgain > 0 && failedAgain === job.count)
        return status('bad', job.count === 1 ? 'failed' : 'all failed');
      if (failedAgain > 0) return status('warn', 'some failed');
      return skipped > 0 ? status('warn', 'some skipped') : status('ok', 'all proven');
  }
}

/** A plan that is not a job yet. */
export const plannedStatus: Status = status('none', 'planned');

/** A stage of a replay; `holds` where the job stands still before it is through. */
export function stageStatus({ count, ended, failed }: ReplayStage, holds: Status | null): Status {
  const word = `${formatCount(ended)} of ${formatCount(count)}`;
  if (ended === count) return failed > 0 ? status('warn', word) : status('ok', word);
  if (ended === 0) return status('none', word);
  return holds === null ? status('active', word) : { ...holds, word };
}

/** What became of entries of a replay: proven by a read, or not. */
export const outcomeStatus = {
  applied: status('ok', 'applied'),
  superseded: status('ok', 'superseded'),
  rejected: status('none', 'rejected', 'slashed'),
  failedAgain: status('bad', 'failed again'),
  skipped: status('none', 'skipped', 'slashed'),
  underWay: status('active', 'under way'),
  waiting: status('none', 'waiting'),
} as const;

const stationStates: Record<Station['state'], Status> = {
  passed: status('ok', 'passed'),
  'under-way': status('active', 'under way'),
  'not-yet': status('none', 'not yet'),
  refused: status('none', 'refused', 'slashed'),
  failed: status('bad', 'failed'),
  replaced: commandStatus.replaced,
  unknown: status('none', 'unknown'),
};

/** Of these the station knows more than the client's state. */
const SAYS_MORE: readonly Station['state'][] = ['not-yet', 'unknown', 'replaced'];

/** A station's status: its own word, in the family of what the client is told where that is more exact. */
export function stationStatus(station: Station, client: Slip['status']): Status {
  const told = station.kind === 'projection' ? client?.projections[station.name]?.state : undefined;
  const { family, mark } =
    told !== undefined && !SAYS_MORE.includes(station.state)
      ? commandStatus[told]
      : stationStates[station.state];
  return { family, mark, word: station.word };
}

/** A consumer's, or of a projection the worst of its partitions'. */
export const consumerStatus: Record<ConsumerStatus, Status> = {
  ok: status('ok', 'OK'),
  paused: status('held', 'paused'),
  unknown: status('none', 'unknown'),
  warn: status('warn', 'falling behind'),
  saturated: status('warn', 'saturated'),
  'head-blocked': status('warn', 'head blocked'),
  rewind: status('warn', 'rewind'),
  'waiting-for-store': status('warn', 'waiting for store'),
  stalled: status('bad', 'stalled'),
  stopped: status('bad', 'stopped'),
  'no-worker': status('bad', 'no worker'),
};

/** A projection's store, as its workers speak of it: without a worker nobody knows. */
export function storeStatus(of: ConsumerStatus): Status {
  if (of === 'waiting-for-store') return status('warn', 'cannot be used');
  return of === 'no-worker' || of === 'unknown' || of === 'stopped'
    ? status('none', 'unknown')
    : status('ok', 'in use');
}

/** Under this much time until the log drops what is unprocessed, any status is a bad one. */
const RETENTION_ALARM_MS = 72 * 3_600_000;

/** The same, in the light of the retention clock: `leftMs` until the log drops the oldest; null without one. */
export function consumerStatusAt(of: ConsumerStatus, leftMs: number | null): Status {
  const usual = consumerStatus[of];
  return leftMs !== null && leftMs < RETENTION_ALARM_MS ? status('bad', usual.word) : usual;
}

/** Of a worker's store, by its circuit. */
export function circuitStatus(circuit: string, storeDown: boolean): Status {
  if (circuit === 'closed' && !storeDown) return status('ok', 'answers');
  if (circuit === 'half-open') return status('warn', 'being tried');
  return status('warn', 'can’t be used');
}

/** What became of a pause or a resume. */
export function pauseOutcome(wanted: 'paused' | 'going on', proof: 'waiting' | 'proven' | 'refuted'): Status {
  if (proof === 'waiting') return status('active', 'sent, not proven yet');
  if (proof === 'refuted') return status('warn', wanted === 'paused' ? 'not paused' : 'still paused');
  return wanted === 'paused' ? consumerStatus.paused : status('ok', 'goes on');
}

/** A status told by name, as the time line has it; a name of another version is shown as it is. */
export const consumerStatusOf = (name: string): Status =>
  (consumerStatus as Record<string, Status>)[name] ?? status('none', name);

const changeKinds: Record<Exclude<PipelineChange['kind'], 'consumer-status'>, Status> = {
  'process-started': status('none', 'started', 'check'),
  'process-stopped': status('none', 'stopped', 'slashed'),
  'circuit-opened': status('warn', 'circuit open'),
  'circuit-closed': status('ok', 'circuit closed'),
  'build-begun': status('active', 'build begun'),
};

/** The kinds of changes, with their words. */
export const changeWords: readonly { value: string; word: string }[] = [
  ...Object.entries(changeKinds).map(([value, { word }]) => ({ value, word })),
  { value: 'consumer-status', word: 'status of a consumer' },
];

export const changeStatus = (change: PipelineChange): Status =>
  change.kind === 'consumer-status' ? consumerStatusOf(change.to) : changeKinds[change.kind];

/** An alert that somebody has is held, with their name beside it. It is as grave as it says only while it is so. */
export function alertStatus(
  alert: Pick<AlertSummary, 'state' | 'severity' | 'acknowledged' | 'quietSince'>,
): Status {
  if (alert.state === 'cleared') return status('ok', 'over');
  if (alert.quietSince !== null) return status('none', 'no longer so', 'check');
  if (alert.acknowledged !== null) return status('held', 'acknowledged');
  return alert.severity === 'critical' ? status('bad', 'critical') : status('warn', 'warning');
}

/** What became of an alert, step by step. */
export const alertStepStatus: Record<AlertStep, Status> = {
  'alert-raised': status('warn', 'raised'),
  'alert-cleared': status('ok', 'over'),
  'alert-acknowledged': status('held', 'acknowledged'),
  'alert-told': status('none', 'told', 'check'),
};

const acts: Record<string, Status> = {
  noted: status('none', 'noted', 'check'),
  assigned: status('none', 'assigned', 'check'),
  'ticket-linked': status('none', 'ticket linked', 'check'),
  held: status('held', 'put on hold'),
  released: status('none', 'released', 'check'),
  discarded: status('none', 'discarded', 'check'),
  restored: status('none', 'restored', 'check'),
  'edit-begun': status('active', 'edit begun'),
  edited: status('ok', 'edited'),
  'edit-failed': status('bad', 'edit failed'),
  'group-noted': status('none', 'noted', 'check'),
  'group-assigned': status('none', 'assigned', 'check'),
  'group-ticket-linked': status('none', 'ticket linked', 'check'),
  'replay-created': status('active', 'replay created'),
  'replay-paused': status('held', 'replay paused'),
  'replay-resumed': status('active', 'replay resumed'),
  'replay-cancelled': status('none', 'replay cancelled', 'check'),
  'replay-sending': status('active', 'replay sent'),
  'replay-outcomes': status('none', 'replay outcomes', 'check'),
  'replay-finished': status('none', 'replay finished', 'check'),
  'consumer-paused': status('held', 'paused'),
  'consumer-resumed': status('none', 'resumed', 'check'),
  'consumer-reset': status('warn', 'reset'),
  'samples-sent': status('active', 'samples sent'),
  'sample-poison-sent': status('warn', 'poison sent'),
  'sample-store-paused': status('held', 'store paused'),
  'sample-store-released': status('none', 'store let go', 'check'),
  ...alertStepStatus,
};

/** The kinds of acts that are known here, with their words. */
export const actWords: readonly { value: string; word: string }[] = Object.entries(acts).map(
  ([value, { word }]) => ({ value, word: value.startsWith('alert-') ? `alert ${word}` : word }),
);

/** Of an act in the audit trail; one of another version is shown by its name. */
export const actStatus = (kind: string): Status => acts[kind] ?? status('none', kind);

/** Of what the first run does. */
export const sampleStatus = {
  sending: status('active', 'sending'),
  onTheirWay: status('active', 'on their way'),
  applied: status('ok', 'applied'),
  refused: status('warn', 'not accepted'),
  poisonOnItsWay: status('active', 'on its way'),
  held: status('held', 'held'),
  waiting: status('warn', 'waiting'),
  catchingUp: status('active', 'going on'),
  recovered: status('ok', 'recovered'),
} as const;

/** Whether every accepted event of a projection is accounted for. */
export const balanceStatus: Record<ProjectionReconciliation['state'], Status> = {
  balanced: status('ok', 'accounted for'),
  open: status('active', 'being looked for'),
  lost: status('bad', 'lost'),
  unknown: status('none', 'unknown'),
};

/** Words of the overview that are no state of one thing. */
export const overviewStatus = {
  well: status('ok', 'well'),
  nothingYet: status('none', 'nothing yet'),
  unknown: status('none', 'unknown'),
  lost: status('bad', 'lost'),
  open: status('bad', 'open'),
  held: status('held', 'paused'),
} as const;

/** A part of a command's way: a wait for what is broken is a state; a wait in turn, and the work, are not. */
export const segmentStatus: Record<SegmentKind, Status> = {
  accepting: status('none', 'into the log'),
  'in-the-log': status('none', 'in the log'),
  'in-a-batch': status('none', 'in a batch'),
  working: status('none', 'being applied'),
  'store-outage': status('warn', 'store outage'),
  'retry-backoff': status('warn', 'retry backoff'),
  'in-retries': status('none', 'due again'),
  'dead-letter': status('bad', 'dead letter'),
  untold: status('none', 'not told'),
};

/** How fresh what is shown is. */
export const liveStatus = {
  live: status('ok', 'Live'),
  polling: status('active', 'Polling'),
  final: status('none', 'Final', 'check'),
  stale: status('warn', 'Not live'),
  waiting: status('none', 'Reading'),
} as const;

/** States that time alone will change. */
export const isOnItsWay = (outcome: Outcome): boolean =>
  outcome === 'accepted' || outcome === 'processing' || outcome === 'retrying' || outcome === 'replayed';

/** A command's state, in the light of whether another took its place; null where nobody can tell. */
export const outcomeOf = ({
  state,
  replacedBy,
}: {
  state: CommandState | null;
  replacedBy: string | null;
}): Outcome => (state === 'dead_lettered' && replacedBy !== null ? 'replaced' : (state ?? 'unknown'));

/** What became of the command a slip is of. The client's answer leads: it is proven, the rest is derived. */
export function slipOutcome(slip: Pick<Slip, 'command' | 'status' | 'client'>): Outcome {
  if (slip.status !== null) return outcomeOf({ ...slip.status, replacedBy: replacementOf(slip.status) });
  if (slip.client.status === 404)
    return isProblem(slip.client.body, 'command-not-in-log') ? 'not_in_log' : 'never_accepted';
  if (slip.client.status === 410)
    return isProblem(slip.client.body, 'command-before-log') ? 'before_log' : 'past_retention';
  return slip.command ? outcomeOf(slip.command) : 'unknown';
}

/** A status has several problems: the log cannot say never yet of an id so recent that its command may still arrive. */
const isProblem = (body: unknown, name: ProblemName): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === `/problems/${name}`;
