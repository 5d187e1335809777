import type { AlertSeverity, Operation } from '../../../contracts/operation.ts';
import type { AlertSubject } from './alert-rule.ts';
import { reportedAlert } from './reported-alerts.ts';

/**
 * An alert, as its actions in OPERATIONS define it:
 *
 *   (none) ─raised─► firing ─cleared─► cleared ─raised─► firing, no owner
 *                    │    ▲
 *                    ├────┘ raised again: more severe, another cause, or another occurrence after a quiet time;
 *                    │      more severe or another occurrence: no owner any more
 *                    └─acknowledged─► firing, with an owner
 *
 * Every raise and every clear needs a notification, until an `alert-notified` names it.
 */
export interface AlertState {
  id: string;
  /** The subject's newest sequence: what the next action must expect. */
  lastSequence: number;
  /** Null for an alert that a worker reported. */
  rule: string | null;
  severity: AlertSeverity;
  subject: AlertSubject;
  affected: string[];
  firing: boolean;
  /** ISO 8601. */
  raisedAt: string;
  clearedAt: string | null;
  /** The sentence of the last raise. */
  detail: string;
  /** The cause of the last raise, in one word; null if the rule has only one. */
  cause: string | null;
  /** When the problem began; null if unknown. */
  beganAt: string | null;
  /** For a cleared alert: since when the problem had been absent, and its peak, as far as the action says. */
  quietSince: string | null;
  peak: { at: string; words: string } | null;
  acknowledged: Acknowledgement | null;
  /** The owner when the alert cleared. */
  lastAcknowledged: Acknowledgement | null;
  /** The newest actions, oldest first. */
  timeline: AlertStep[];
  /** When the alert began to fire, or came back before it cleared, Unix ms: the latest of these. */
  raises: number[];
  undelivered: Undelivered[];
}

interface Acknowledgement {
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
  /** ISO 8601: since when the problem had been absent; null if it had not, or if unknown. */
  quietSince: string | null;
}

/** A raise or a clear that the webhook has not been notified of yet. */
export interface Undelivered {
  /** The sequence of the action. */
  id: string;
  kind: 'alert-raised' | 'alert-cleared';
  at: string;
  /** When the alert that this is about was raised. */
  since: string;
  /** When its problem began; null if unknown. */
  beganAt: string | null;
  severity: AlertSeverity;
  detail: string;
}

export type AlertOperation = Extract<Operation, { target: 'alert' }>;

const MAX_STEPS = 100;
const MAX_RAISES = 32;
/** Without a webhook, outstanding notices are dropped after a time. */
const MAX_UNDELIVERED = 20;

const RANK: Record<AlertSeverity, number> = { warning: 0, critical: 1 };

export const isMoreSevere = (a: AlertSeverity, b: AlertSeverity): boolean => RANK[a] > RANK[b];

/** The alert after one more action; undefined for an action on an alert that was never raised. */
export function foldAlert(
  alert: AlertState | undefined,
  action: AlertOperation,
  sequence: number,
): AlertState | undefined {
  if (action.kind === 'alert-raised') return foldRaised(alert ?? newAlert(action), action, sequence);
  if (!alert) return undefined;
  alert.lastSequence = sequence;
  switch (action.kind) {
    case 'alert-cleared':
      addStep(alert, action, sequence, action.detail);
      if (!alert.firing) return alert;
      alert.firing = false;
      alert.clearedAt = action.at;
      alert.quietSince = action.quietSince ?? null;
      alert.peak = action.peak ?? null;
      alert.lastAcknowledged = alert.acknowledged;
      alert.acknowledged = null;
      addUndelivered(alert, action);
      return alert;
    case 'alert-acknowledged':
      addStep(alert, action, sequence, action.text);
      if (alert.firing) alert.acknowledged = { by: action.actor, at: action.at, text: action.text };
      return alert;
    case 'alert-notified':
      addStep(alert, action, sequence, `${action.outcome}: ${action.detail}`);
      alert.undelivered = alert.undelivered.filter(({ id }) => id !== action.action);
      return alert;
    default:
      return alert;
  }
}

function foldRaised(
  alert: AlertState,
  action: Extract<AlertOperation, { kind: 'alert-raised' }>,
  sequence: number,
): AlertState {
  const reported = reportedAlert(action.alert);
  const severity = action.severity ?? reported.severity;
  alert.lastSequence = sequence;
  addStep(alert, action, sequence, action.detail);
  if (!alert.firing || action.again) {
    alert.raisedAt = action.at;
    alert.clearedAt = null;
    alert.beganAt = action.beganAt ?? null;
    alert.quietSince = null;
    alert.peak = null;
    alert.lastAcknowledged = null;
    alert.acknowledged = null;
    alert.raises = [...alert.raises, Date.parse(action.at)].slice(-MAX_RAISES);
  } else if (isMoreSevere(severity, alert.severity)) alert.acknowledged = null;
  alert.firing = true;
  alert.rule = action.rule ?? null;
  alert.severity = severity;
  alert.subject = (action.subject as AlertSubject | undefined) ?? reported.subject;
  alert.affected = action.affected ?? [];
  alert.detail = action.detail;
  alert.cause = action.cause ?? null;
  addUndelivered(alert, action);
  return alert;
}

const newAlert = (action: AlertOperation): AlertState => ({
  id: action.alert,
  lastSequence: 0,
  rule: null,
  severity: 'warning',
  subject: reportedAlert(action.alert).subject,
  affected: [],
  firing: false,
  raisedAt: action.at,
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
  undelivered: [],
});

function addStep(alert: AlertState, action: AlertOperation, sequence: number, detail: string | null): void {
  const { id, requestId, kind, at, actor } = action;
  const quietSince = quietSinceOf(action);
  alert.timeline.push({ sequence, id, requestId, kind, at, actor, detail, quietSince });
  if (alert.timeline.length > MAX_STEPS) alert.timeline.shift();
}

function quietSinceOf(action: AlertOperation): string | null {
  if (action.kind === 'alert-raised') return action.again?.quietSince ?? null;
  return action.kind === 'alert-cleared' ? (action.quietSince ?? null) : null;
}

function addUndelivered(
  alert: AlertState,
  action: Extract<AlertOperation, { kind: 'alert-raised' | 'alert-cleared' }>,
): void {
  const { id, kind, at, detail } = action;
  const { raisedAt: since, beganAt, severity } = alert;
  alert.undelivered.push({ id, kind, at, detail, since, beganAt, severity });
  if (alert.undelivered.length > MAX_UNDELIVERED) alert.undelivered.shift();
}
