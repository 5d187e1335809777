import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import { backoff } from '../../../contracts/timing/backoff.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';
import type { AlertDecision, Recurrence } from './alert-decision.ts';
import { AlertPeaks, type Peak } from './alert-peaks.ts';
import type { AlertRule, Finding } from './alert-rule.ts';
import { type AlertState, isMoreSevere } from './alert-state.ts';
import type { StillReported } from './reported-alerts.ts';
import type { RuleInForce } from './rules-in-force.ts';

type RaisedAlert = Pick<
  AlertState,
  'id' | 'rule' | 'firing' | 'raisedAt' | 'severity' | 'raises' | 'timeline' | 'cause'
>;

const HOUR_MS = 3_600_000;

const MAX_DOUBLINGS = 5;

/**
 * When an alert is raised and when it clears:
 *
 *            over its bound for the rule's time
 *   quiet ─────────────────────────────────────► firing
 *     ▲                                            │ ▲
 *     │  not found for `clearMs`, twice as long     │ │ found, also under its bound: keeps firing
 *     └──for each raise more in the last hour───────┘ └─┘
 *
 * A firing alert is raised again when it becomes more severe, when its cause changes, and when it was below its bound and has
 * exceeded it again for the rule's time: so a second outage that begins before the first has cleared is recorded. An alert that
 * flaps is recorded less and less often, with how often it came back.
 *
 * While a rule's facts are unknown, its alerts do not change. The caller derives what fires from the recorded actions; only
 * since when a finding exceeds its bound, or is absent, is remembered here.
 */
export class AlertJudge {
  readonly #rules: readonly RuleInForce[];
  readonly #clearMs: number;
  readonly #stillReported: StillReported;
  readonly #overSince = new Map<string, number>();
  readonly #quietSince = new Map<string, number>();
  readonly #returns = new Map<string, Recurrence & { raise: string | undefined }>();
  readonly #peaks = new AlertPeaks();
  /** The newest report of a worker's alert, from the time when it became quiet. */
  readonly #reports = new Map<string, string | undefined>();
  #findings = new Map<string, Finding>();

  constructor(
    rules: readonly RuleInForce[],
    clearMs: number,
    stillReported: StillReported = () => undefined,
  ) {
    this.#rules = rules;
    this.#clearMs = clearMs;
    this.#stillReported = stillReported;
  }

  /**
   * Since when (Unix ms) the problem of a firing alert has been absent; undefined while it is present, or if
   * unknown.
   */
  quietSince(alert: string): number | undefined {
    return this.#quietSince.get(alert);
  }

  /** The peak of a firing alert; undefined if it has no number, or was not watched from the start. */
  peak({ id, raisedAt }: Pick<AlertState, 'id' | 'raisedAt'>): Peak | undefined {
    return this.#peaks.of(id, Date.parse(raisedAt));
  }

  /** Nothing could be judged: what was quiet may have changed meanwhile, and peaks may be higher. */
  lost(): void {
    this.#quietSince.clear();
    this.#peaks.clear();
  }

  /** What the newest judgement found about an alert. */
  finding(alert: string): Finding | undefined {
    return this.#findings.get(alert);
  }

  judge(facts: PipelineFacts, raised: ReadonlyMap<string, RaisedAlert>): AlertDecision[] {
    const decisions: AlertDecision[] = [];
    const findings = new Map<string, Finding>();
    const judged = new Set<string>();
    const off = new Set(this.#rules.filter(({ on }) => !on).map(({ rule }) => rule.name));
    for (const { rule, on } of this.#rules) {
      const found = on ? rule.judge(facts) : [];
      if (!found) continue;
      judged.add(rule.name);
      for (const finding of found) {
        findings.set(finding.alert, finding);
        const again = this.#returned(raised.get(finding.alert));
        if (!this.#isDue(rule, finding, raised.get(finding.alert), again, facts.at)) continue;
        decisions.push({ kind: 'raise', rule: rule.name, finding, ...(again ? { again } : {}) });
        // Findings from now on are another occurrence.
        if (again) this.#peaks.forget(finding.alert);
      }
    }
    for (const alert of this.#overSince.keys()) if (!findings.get(alert)?.over) this.#overSince.delete(alert);
    const watched = (alert: RaisedAlert | undefined) =>
      alert?.firing === true && alert.rule !== null && judged.has(alert.rule);
    this.#peaks.observe(findings, facts.at, (alert) => watched(raised.get(alert)));
    for (const alert of raised.values()) {
      if (!alert.firing) continue;
      const detail =
        alert.rule === null
          ? this.#isReportOver(alert, facts.at)
          : off.has(alert.rule)
            ? 'The rule was switched off.'
            : this.#isOver(alert, findings, judged, facts.at);
      if (!detail) continue;
      const { id } = alert;
      decisions.push({
        kind: 'clear',
        alert: id,
        detail,
        quietSince: this.quietSince(id),
        peak: this.peak(alert),
        ...this.#unrecorded(alert),
      });
      // Findings from now on are another episode.
      this.#peaks.forget(id);
    }
    for (const alert of this.#quietSince.keys())
      if (!raised.get(alert)?.firing) this.#quietSince.delete(alert);
    for (const alert of this.#returns.keys()) if (!raised.get(alert)?.firing) this.#returns.delete(alert);
    for (const alert of this.#reports.keys()) if (!raised.get(alert)?.firing) this.#reports.delete(alert);
    this.#findings = findings;
    return decisions;
  }

  /** Records that a firing alert was quiet since its last raise; called when it is found again. */
  #returned(alert: RaisedAlert | undefined): Recurrence | undefined {
    if (!alert?.firing) return undefined;
    const raise = newestRaise(alert)?.id;
    const quietSince = this.#quietSince.get(alert.id);
    let known = this.#returns.get(alert.id);
    if (known?.raise !== raise) {
      this.#returns.delete(alert.id);
      known = undefined;
    }
    if (quietSince !== undefined && quietSince !== known?.quietSince) {
      known = { raise, quietSince, returns: (known?.returns ?? 0) + 1 };
      this.#returns.set(alert.id, known);
    }
    return known && { quietSince: known.quietSince, returns: known.returns };
  }

  /** How often the alert came back since its last raise, unless a raise records that. */
  #unrecorded(alert: RaisedAlert): { again?: Recurrence } {
    const known = this.#returns.get(alert.id);
    if (!known || known.raise !== newestRaise(alert)?.id) return {};
    return { again: { quietSince: known.quietSince, returns: known.returns } };
  }

  #isDue(
    rule: AlertRule,
    finding: Finding,
    alert: RaisedAlert | undefined,
    again: Recurrence | undefined,
    now: number,
  ): boolean {
    if (!finding.over) return false;
    const since = earlier(this.#overSince.get(finding.alert), now);
    this.#overSince.set(finding.alert, since);
    if (alert?.firing) {
      if (isMoreSevere(finding.severity, alert.severity)) return true;
      const isOther = finding.cause !== undefined && alert.cause !== null && finding.cause !== alert.cause;
      if (!again && !isOther) return false;
      const raisedAt = Date.parse(newestRaise(alert)?.at ?? alert.raisedAt);
      return now - since >= rule.forMs && now - raisedAt >= clearAfter(this.#clearMs, alert.raises, now);
    }
    return now - since >= rule.forMs;
  }

  /** Why the alert clears; undefined while it keeps firing. */
  #isOver(
    alert: RaisedAlert,
    findings: ReadonlyMap<string, Finding>,
    judged: ReadonlySet<string>,
    now: number,
  ): string | undefined {
    // A rule of another version: no process here can judge it, so nothing else would clear the alert.
    const isKnown = this.#rules.some(({ rule }) => rule.name === alert.rule);
    if (isKnown && (!judged.has(alert.rule!) || findings.has(alert.id))) {
      this.#quietSince.delete(alert.id);
      return undefined;
    }
    return this.#isQuietForLong(alert, now);
  }

  /** A worker that was replaced or killed can't withdraw its report. The alert is quiet once no present worker reports it. */
  #isReportOver(alert: RaisedAlert, now: number): string | undefined {
    const report = newestRaise(alert)?.id;
    // A report may arrive before the heartbeat that confirms it.
    const isNew = this.#reports.get(alert.id) !== report;
    this.#reports.set(alert.id, report);
    if (isNew) this.#quietSince.delete(alert.id);
    if (this.#stillReported(alert.id) !== false) {
      this.#quietSince.delete(alert.id);
      return undefined;
    }
    return this.#isQuietForLong(alert, now);
  }

  #isQuietForLong({ id, raises }: RaisedAlert, now: number): string | undefined {
    const since = earlier(this.#quietSince.get(id), now);
    this.#quietSince.set(id, since);
    const quiet = now - since;
    return quiet < clearAfter(this.#clearMs, raises, now)
      ? undefined
      : `The problem has been absent for ${timeInWords(quiet)}.`;
  }
}

const newestRaise = ({ timeline }: Pick<RaisedAlert, 'timeline'>) =>
  timeline.findLast(({ kind }) => kind === 'alert-raised');

/** Since when. If the clock was set back since: from now on. */
const earlier = (since: number | undefined, now: number): number => Math.min(since ?? now, now);

/** How long an alert must be quiet to clear. An alert that flaps must be quiet for longer, so that it stays one alert. */
export function clearAfter(clearMs: number, raises: readonly number[], now: number): number {
  const recent = raises.filter((at) => now - at < HOUR_MS).length;
  return backoff(recent, clearMs, clearMs * 2 ** MAX_DOUBLINGS);
}
