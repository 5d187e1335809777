import type { Finding } from './alert-rule.ts';

/** The peak of a finding. */
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

/** The peak of each finding, in memory only. After a restart the true peak may be older, so no peak is reported. */
export class AlertPeaks {
  readonly #seen = new Map<string, Seen>();

  /**
   * Takes the present findings. Forgets every peak that is neither among them nor kept by `keeps`. A peak forgotten while its
   * alert fires is not reported: watching restarts after the alert was raised.
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

  /** Forgets the peak of an alert that cleared. */
  forget(alert: string): void {
    this.#seen.delete(alert);
  }

  /** Forgets all peaks: nothing was watched for a while. */
  clear(): void {
    this.#seen.clear();
  }

  /** Undefined if watching began after the alert was raised, or if there is no peak. */
  of(alert: string, raisedAt: number): Peak | undefined {
    const seen = this.#seen.get(alert);
    return seen && seen.size > 0 && seen.since <= raisedAt ? { at: seen.at, words: seen.words } : undefined;
  }
}
