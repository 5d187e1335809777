import type { AlertSeverity, Operation } from '../../../contracts/operation.ts';
import type { Concern } from './alert-rule.ts';
import { reportedAlert } from './reported-alerts.ts';

/**
 * An alert as its acts in OPERATIONS tell it, and nothing else does:
 *
 *   (none) ─raised─► firing ─cleared─► cleared ─raised─► firing, and nobody has it
 *                    │    ▲
 *                    ├────┘ raised again: the same one, graver or of another cause, or another occurrence after it was quiet;
 *                    │      graver than before, or another occurrence, has no owner
 *                    └─acknowledged─► firing, and somebody has it
 *
 * Every act that raised or cleared it is to be told, until an `alert-told` names it.
 */
export interface AlertState {
  id: string;
  /** The subject's newest sequence: what the next act must expect. */
  lastSequence: number;
  /** Null where a worker reported it of itself. */
  rule: string | null;
  severity: AlertSeverity;
  concerns: Concern;
  touches: string[];
  firing: boolean;
  /** ISO 8601. */
  raisedAt: string;
  clearedAt: string | null;
  /** What was said when it was raised last. */
  detail: string;
  /** The cause in one word, as the alert was raised last; null where its rule knows only one. */
  cause: string | null;
  /** When what it is about began; null where nobody knows. */
  beganAt: string | null;
  /** Of one that has cleared: since when it had not been so, and how bad it was, as far as the act says. */
  quietSince: string | null;
  peak: { at: string; words: string } | null;
  acknowledged: Acknowledgement | null;
  /** Who had it when it cleared. */
  lastAcknowledged: Acknowledgement | null;
  /** The newest acts, the oldest first. */
  timeline: AlertStep[];
  /** When it began to fire, or came back before it cleared, Unix ms; the latest of these. */
  raises: number[];
  untold: Untold[];
}

export interface Acknowledgement {
  by: string;
  at: string;
  text: string | null;
}

export interface AlertStep {
  sequence: number;
  id: string;
  requestId: string;
  kind: AlertOperation['kind'];
  at: string;
  actor: string;
  detail: string | null;
}

/** Something that was not told yet. */
export interface Untold {
  /** Of the act. */
  id: string;
  kind: 'alert-raised' | 'alert-cleared';
  at: string;
  /** When the alert was raised that this is about. */
  since: string;
  severity: AlertSeverity;
  detail: string;
}

export type AlertOperation = Extract<Operation, { target: 'alert' }>;

const MAX_STEPS = 100;
const MAX_RAISES = 32;
/** Without anybody to tell, what was not told is not kept for ever. */
const MAX_UNTOLD = 20;

const RANK: Record<AlertSeverity, number> = { warning: 0, critical: 1 };

export const isGraver = (a: AlertSeverity, b: AlertSeverity): boolean => RANK[a] > RANK[b];

/** The alert with one more act; undefined for an act on an alert that was never raised. */
export function foldAlert(
  alert: AlertState | undefined,
  act: AlertOperation,
  sequence: number,
): AlertState | undefined {
  if (act.kind === 'alert-raised') return foldRaised(alert ?? newAlert(act), act, sequence);
  if (!alert) return undefined;
  alert.lastSequence = sequence;
  switch (act.kind) {
    case 'alert-cleared':
      addStep(alert, act, sequence, act.detail);
      if (!alert.firing) return alert;
      alert.firing = false;
      alert.clearedAt = act.at;
      alert.quietSince = act.quietSince ?? null;
      alert.peak = act.peak ?? null;
      alert.lastAcknowledged = alert.acknowledged;
      alert.acknowledged = null;
      addUntold(alert, act);
      return alert;
    case 'alert-acknowledged':
      addStep(alert, act, sequence, act.text);
      if (alert.firing) alert.acknowledged = { by: act.actor, at: act.at, text: act.text };
      return alert;
    case 'alert-told':
      addStep(alert, act, sequence, `${act.outcome}: ${act.detail}`);
      alert.untold = alert.untold.filter(({ id }) => id !== act.act);
      return alert;
    default:
      return alert;
  }
}

function foldRaised(
  alert: AlertState,
  act: Extract<AlertOperation, { kind: 'alert-raised' }>,
  sequence: number,
): AlertState {
  const reported = reportedAlert(act.alert);
  const severity = act.severity ?? reported.severity;
  alert.lastSequence = sequence;
  addStep(alert, act, sequence, act.detail);
  if (!alert.firing || act.again) {
    alert.raisedAt = act.at;
    alert.clearedAt = null;
    alert.beganAt = act.beganAt ?? null;
    alert.quietSince = null;
    alert.peak = null;
    alert.lastAcknowledged = null;
    alert.acknowledged = null;
    alert.raises = [...alert.raises, Date.parse(act.at)].slice(-MAX_RAISES);
  } else if (isGraver(severity, alert.severity)) alert.acknowledged = null;
  alert.firing = true;
  alert.rule = act.rule ?? null;
  alert.severity = severity;
  alert.concerns = (act.concerns as Concern | undefined) ?? reported.concerns;
  alert.touches = act.touches ?? [];
  alert.detail = act.detail;
  alert.cause = act.cause ?? null;
  addUntold(alert, act);
  return alert;
}

const newAlert = (act: AlertOperation): AlertState => ({
  id: act.alert,
  lastSequence: 0,
  rule: null,
  severity: 'warning',
  concerns: reportedAlert(act.alert).concerns,
  touches: [],
  firing: false,
  raisedAt: act.at,
  clearedAt: null,
  detail: '',
  cause: null,
  beganAt: null,
  quietSince: null,
  peak: null,
  acknowledged: null,
  lastAcknowledged: null,
  timeline: [],
  raises: [],
  untold: [],
});

function addStep(alert: AlertState, act: AlertOperation, sequence: number, detail: string | null): void {
  const { id, requestId, kind, at, actor } = act;
  alert.timeline.push({ sequence, id, requestId, kind, at, actor, detail });
  if (alert.timeline.length > MAX_STEPS) alert.timeline.shift();
}

function addUntold(
  alert: AlertState,
  act: Extract<AlertOperation, { kind: 'alert-raised' | 'alert-cleared' }>,
): void {
  const { id, kind, at, detail } = act;
  alert.untold.push({ id, kind, at, detail, since: alert.raisedAt, severity: alert.severity });
  if (alert.untold.length > MAX_UNTOLD) alert.untold.shift();
}
