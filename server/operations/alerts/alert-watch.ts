import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import type { FactGatherer } from '../facts/gather-facts.ts';
import { clearingAction, raisingAction } from './action-of-decision.ts';
import type { Peak } from './alert-peaks.ts';
import type { Finding } from './alert-rule.ts';
import type { AlertState } from './alert-state.ts';
import { type AlertWriter, appendAlertAction } from './append-alert-action.ts';
import { type AlertDecision, AlertJudge } from './judge-alerts.ts';
import type { StillReported } from './reported-alerts.ts';
import type { RuleInForce } from './rules-in-force.ts';

export interface AlertWatchOptions {
  writer: AlertWriter;
  facts: FactGatherer;
  rules: readonly RuleInForce[];
  clearMs: number;
  evaluateMs: number;
  /** Of alerts that workers report of themselves. */
  stillReported: StillReported;
  /** Whether this process leads just now: the others judge too, so that they are ready, and write nothing. */
  leads(): boolean;
  /** Told of each failure but of those of a log that is away, and of each once. */
  onFailure(error: unknown): void;
}

/** So many acts a round at most: whatever is wrong, the audit trail is not flooded. */
const MAX_ACTIONS = 20;
/** So many fire at once at most: the gravest. Beyond that nobody reads them one by one. */
const MAX_FIRING = 200;

/** Judges the rules again and again, and writes down what was raised and what cleared. */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #judge: AlertJudge;
  readonly #rounds: Repeat;
  #judgedAt: number | null = null;
  #lastFailure = '';

  constructor(options: AlertWatchOptions) {
    this.#options = options;
    this.#judge = new AlertJudge(options.rules, options.clearMs, options.stillReported);
    this.#rounds = new Repeat(() => this.#judgeAll());
  }

  /** Unix ms; null before the first time. */
  get judgedAt(): number | null {
    return this.#judgedAt;
  }

  /** What holds of an alert now, as it was judged last. */
  finding(alert: string): Finding | undefined {
    return this.#judge.finding(alert);
  }

  /** Since when (Unix ms) an alert that fires has not been so any more; undefined where it is so, or nobody can tell. */
  quietSince(alert: string): number | undefined {
    return this.#judge.quietSince(alert);
  }

  /** How bad an alert that fires was at its worst; undefined where nobody can tell. */
  peak(alert: Pick<AlertState, 'id' | 'raisedAt'>): Peak | undefined {
    return this.#judge.peak(alert);
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #judgeAll(): Promise<number> {
    try {
      await this.#round();
      this.#lastFailure = '';
    } catch (error) {
      this.#complain(error);
    }
    return this.#options.evaluateMs;
  }

  async #round(): Promise<void> {
    const { facts, writer } = this.#options;
    // First, so that what is exported stays true while the log is away.
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

  #complain(error: unknown): void {
    const { message } = error as Error;
    // A log that is away is told of elsewhere.
    if (error instanceof LogUnavailable || message === this.#lastFailure) return;
    this.#lastFailure = message;
    this.#options.onFailure(error);
  }
}

const gravity = ({ severity }: Finding): number => (severity === 'critical' ? 1 : 0);
