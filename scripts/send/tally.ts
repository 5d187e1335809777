import type { Delivery } from './deliver.ts';
import type { Outcome } from './follow-outcomes.ts';

/** How many report lines are kept, to show them in the order of the input. */
const HELD_LINES = 10_000;

const number = new Intl.NumberFormat('en');

/** Counts how the lines ended, and reports each line that was refused, failed or stayed unknown. */
export class Tally {
  accepted = 0;
  repeated = 0;
  refused = 0;
  unknown = 0;
  /** Certainly not accepted when the run stopped. */
  notSent = 0;
  readonly outcomes: Record<Outcome, number> = {
    applied: 0,
    rejected: 0,
    dead_lettered: 0,
    missing: 0,
    open: 0,
  };
  readonly #write: (text: string) => void;
  #lines: { line: number; text: string }[] = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** A line that was not sent because it isn't a valid command. */
  unfit(line: number, detail: string): void {
    this.refused += 1;
    this.#report(line, `refused, not sent: ${detail}`);
  }

  delivered(line: number, delivery: Delivery): void {
    switch (delivery.kind) {
      case 'accepted':
        if (delivery.repeated) this.repeated += 1;
        else this.accepted += 1;
        return;
      case 'refused':
        this.refused += 1;
        this.#report(line, `refused, ${delivery.status} ${delivery.type}: ${delivery.detail}`);
        return;
      case 'unsettled':
        if (delivery.unknown) this.unknown += 1;
        else this.notSent += 1;
        this.#report(line, `${delivery.unknown ? 'unknown' : 'not accepted'}, ${delivery.detail}`);
    }
  }

  outcome(line: number, outcome: Outcome, detail: string): void {
    this.outcomes[outcome] += 1;
    if (outcome === 'rejected' || outcome === 'dead_lettered' || outcome === 'missing') {
      this.#report(line, `accepted, then ${outcome.replace('_', '-')}${detail ? `, ${detail}` : ''}`);
    }
  }

  /** Whether every line was accepted, now or by an earlier run, and applied if the run waited for that. */
  isAllWell(waited: boolean): boolean {
    const { rejected, dead_lettered, missing, open } = this.outcomes;
    const ended = !waited || rejected + dead_lettered + missing + open === 0;
    return this.refused + this.unknown + this.notSent === 0 && ended;
  }

  progress(): string {
    const { accepted, repeated, refused } = this;
    return `${number.format(accepted)} accepted · ${number.format(repeated)} repeated · ${number.format(refused)} refused`;
  }

  /** Writes the kept reports in the order of the input. */
  flush(): void {
    for (const { line, text } of this.#lines.sort((a, b) => a.line - b.line))
      this.#write(`line ${line}: ${text}\n`);
    this.#lines = [];
  }

  summary(waited: boolean): string {
    const rows: [string, number, string][] = [
      ['accepted', this.accepted, 'stored in the log'],
      ['repeated', this.repeated, 'accepted before with the same key; counted once'],
      ['refused', this.refused, 'not accepted, and would not be if sent again'],
      ['unknown', this.unknown, 'may have been accepted; run it again to find out'],
    ];
    if (this.notSent > 0) rows.push(['not accepted', this.notSent, 'the run ended first; run it again']);
    if (waited) {
      const { applied, rejected, dead_lettered, missing, open } = this.outcomes;
      rows.push(['applied', applied, 'proven by the read model']);
      rows.push(['rejected', rejected, 'accepted, then rejected by a rule']);
      if (dead_lettered > 0)
        rows.push(['dead-lettered', dead_lettered, 'accepted, and could not be applied']);
      if (missing > 0) rows.push(['missing', missing, 'accepted, and not found: report this']);
      if (open > 0) rows.push(['in flight', open, 'accepted, not applied within the wait']);
    }
    return rows
      .map(([name, count, why]) => `${name.padEnd(13)} ${number.format(count).padStart(10)}   ${why}\n`)
      .join('');
  }

  #report(line: number, text: string): void {
    this.#lines.push({ line, text: text.replaceAll('\n', ' ') });
    if (this.#lines.length >= HELD_LINES) this.flush();
  }
}
