import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import type { FactGatherer } from '../facts/gather-facts.ts';
import { clearingAction, raisingAction } from './action-of-decision.ts';
import type { AlertDecision } from './alert-decision.ts';
import type { Peak } from './alert-peaks.ts';
import type { Finding } from './alert-rule.ts';
import type { AlertState } from './alert-state.ts';
import { type AlertWriter, appendAlertAction } from './append-alert-action.ts';
import { AlertJudge } from './judge-alerts.ts';
import type { StillReported } from './reported-alerts.ts';
import type { RuleInForce } from './rules-in-force.ts';

interface AlertWatchOptions {
  writer: AlertWriter;
  facts: FactGatherer;
  rules: readonly RuleInForce[];
  clearMs: number;
  evaluateMs: number;
  /** The rule name of alerts that workers report. */
  stillReported: StillReported;
  /** Whether this process is the leader. The others judge too, to be ready, but write nothing. */
  leads(): boolean;
  /** Called for the first of several equal failures in a row; not while the log is unavailable. */
  onFailure(error: unknown): void;
}

/** The limit of actions per round, so that no problem floods the audit log. */
const MAX_ACTIONS = 20;
/** The limit of alerts that fire at once: the most severe. Beyond it nobody reads them one by one. */
const MAX_FIRING = 200;

/** Judges the rules in a loop, and records raises and clears. */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #judge: AlertJudge;
  readonly #rounds: Repeat;
  #judgedAt: number | null = null;

  constructor(options: AlertWatchOptions) {
    this.#options = options;
    this.#judge = new AlertJudge(options.rules, options.clearMs, options.stillReported);
    this.#rounds = new Repeat(() => this.#judgeAll(), {
      retryMs: options.evaluateMs,
      onFailure(error) {
        // An unavailable log is reported elsewhere.
        if (!(error instanceof LogUnavailable)) options.onFailure(error);
      },
    });
  }

  /** Unix ms; null before the first round. */
  get judgedAt(): number | null {
    return this.#judgedAt;
  }

  /** The newest judgement of an alert. */
  finding(alert: string): Finding | undefined {
    return this.#judge.finding(alert);
  }

  /**
   * Since when (Unix ms) the problem of a firing alert has been absent; undefined while it is present, or if
   * unknown.
   */
  quietSince(alert: string): number | undefined {
    return this.#judge.quietSince(alert);
  }

  /** The peak of a firing alert; undefined if it is unknown. */
  peak(alert: Pick<AlertState, 'id' | 'raisedAt'>): Peak | undefined {
    return this.#judge.peak(alert);
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #judgeAll(): Promise<number> {
    await this.#round();
    return this.#options.evaluateMs;
  }

  async #round(): Promise<void> {
    const { facts, writer } = this.#options;
    // First, so that the exported metrics stay true while the log is unavailable.
    const gathered = await facts.gather();
    try {
      await writer.log.catchUp();
    } catch (error) {
      this.#judge.lost();
      throw error;
    }
    const decisions = this.#judge.judge(gathered, writer.log.alerts);
    this.#judgedAt = gathered.at;
    for (const decision of this.#bounded(decisions)) {
      if (this.#rounds.isStopped || !this.#options.leads()) return;
      await this.#action(decision);
    }
  }

  #bounded(decisions: AlertDecision[]): AlertDecision[] {
    const { alerts } = this.#options.writer.log;
    let room = MAX_FIRING;
    for (const { firing } of alerts.values()) if (firing) room -= 1;
    const clears = decisions.filter(({ kind }) => kind === 'clear');
    const raises = decisions
      .filter((each) => each.kind === 'raise')
      .sort((a, b) => gravity(b.finding) - gravity(a.finding))
      .filter(({ finding }) => alerts.get(finding.alert)?.firing || room-- > 0);
    return [...raises, ...clears].slice(0, MAX_ACTIONS);
  }

  async #action(decision: AlertDecision): Promise<void> {
    const { writer } = this.#options;
    if (decision.kind === 'clear') {
      await appendAlertAction(writer, decision.alert, clearingAction(decision));
      return;
    }
    await appendAlertAction(writer, decision.finding.alert, raisingAction(decision));
  }
}

const gravity = ({ severity }: Finding): number => (severity === 'critical' ? 1 : 0);
