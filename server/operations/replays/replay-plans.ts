import { randomBytes } from 'node:crypto';

/** The selection of a plan, and what a job made from it needs. */
export interface KeptPlan {
  plan: string;
  deadLetterIds: string[];
  /** Those that the loop guard refuses without an override. */
  guarded: string[];
  title: string;
  usableUntil: number;
}

const MAX_PLANS = 50;
const USABLE_MS = 30 * 60_000;

/** The plans of this process: the newest fifty, for half an hour. An expired plan is made again. */
export class ReplayPlans {
  readonly #plans = new Map<string, KeptPlan>();

  keep(plan: Omit<KeptPlan, 'plan' | 'usableUntil'>): KeptPlan {
    const kept = { ...plan, plan: randomBytes(9).toString('base64url'), usableUntil: Date.now() + USABLE_MS };
    this.#plans.set(kept.plan, kept);
    for (const [id] of this.#plans) {
      if (this.#plans.size <= MAX_PLANS) break;
      this.#plans.delete(id);
    }
    return kept;
  }

  find(plan: string): KeptPlan | undefined {
    const found = this.#plans.get(plan);
    return found && found.usableUntil > Date.now() ? found : undefined;
  }
}
