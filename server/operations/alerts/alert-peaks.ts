import type { Finding } from './alert-rule.ts';

/** How bad something was at its worst. */
export interface Peak {
  /** Unix ms. */
  at: number;
  words: string;
}

interface Seen extends Peak {
  size: number;
  /** Since when it is watched, Unix ms. */
  since: number;
}

/**
 * The worst of each thing that is found, in memory alone: after a restart the worst may have been before it, and then nobody says
 * anything of it.
 */
export class AlertPeaks {
  readonly #seen = new Map<string, Seen>();

  /**
   * Takes in what is found now; of what is neither found nor `keeps` is true nothing is remembered. What is forgotten while it
   * fires is watched anew from later than it was raised, and so is told no more.
   */
  observe(findings: ReadonlyMap<string, Finding>, at: number, keeps: (alert: string) => boolean): void {
    for (const { alert, measure } of findings.values()) {
      if (!measure) continue;
      const seen = this.#seen.get(alert);
      if (!seen) this.#seen.set(alert, { ...measure, at, since: at });
      else if (measure.size > seen.size) this.#seen.set(alert, { ...measure, at, since: seen.since });
    }
    for (const alert of this.#seen.keys())
      if (!findings.has(alert) && !keeps(alert)) this.#seen.delete(alert);
  }

  /** That one is over. */
  forget(alert: string): void {
    this.#seen.delete(alert);
  }

  /** Nothing was watched for a while. */
  clear(): void {
    this.#seen.clear();
  }

  /** Undefined where it was not watched from the time it was raised on, or was never any. */
  of(alert: string, raisedAt: number): Peak | undefined {
    const seen = this.#seen.get(alert);
    return seen && seen.size > 0 && seen.since <= raisedAt ? { at: seen.at, words: seen.words } : undefined;
  }
}
