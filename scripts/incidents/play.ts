import type { GoOn } from './go-on.ts';
import type { Report } from './report.ts';
import type { Stage } from './stage.ts';

/** One incident, from calm to its end. */
export type Play = (how: {
  report: Report;
  goOn: GoOn;
  /** Where the binaries are that a Waybill of one's own starts, as settings. */
  engines: Record<string, string>;
  /** Takes note of what was started, which is ended whatever becomes of the play. */
  begun(stage: Stage): Stage;
  /** How (c) ends for the command: it could not be applied, or the business refused it. */
  outcome: 'dead-letter' | 'rejected';
}) => Promise<void>;
