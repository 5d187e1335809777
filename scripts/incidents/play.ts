import type { Report } from './report.ts';
import type { Stage } from './stage.ts';
import type { WaitForResume } from './wait-for-resume.ts';

/** Plays one incident, from normal operation to its end. */
export type Play = (how: {
  report: Report;
  goOn: WaitForResume;
  /** Settings with the paths of the programs that a separate Waybill starts. */
  engines: Record<string, string>;
  /** Registers what was started, so that it is ended even if the incident fails. */
  begun(stage: Stage): Stage;
  /** How the command ends in (c): it can't be applied, or a rule rejects it. */
  outcome: 'dead-letter' | 'rejected';
}) => Promise<void>;
