import { randomBytes } from 'node:crypto';

/** A frozen set, and what a job made from it needs. */
export interface FrozenPlan {
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
  readonly #plans = new Map<string, FrozenPlan>();

  keep(plan: Omit<FrozenPlan, 'plan' | 'usableUntil'>): FrozenPlan {
    const kept = { ...plan, plan: randomBytes(9).toString('base64url'), usableUntil: Date.now() + USABLE_MS };
    this.#plans.set(kept.plan, kept);
    for (const [id] of this.#plans) {
      if (this.#plans.size <= MAX_PLANS) break;
      this.#plans.delete(id);
    }
    return kept;
  }

  find(plan: string): FrozenPlan | undefined {
    const found = this.#plans.get(plan);
    return found && found.usableUntil > Date.now() ? found : undefined;
  }
}
