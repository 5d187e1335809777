import type { AlertSeverity } from '../../../contracts/operation.ts';
import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';

/** The target of an alert. */
export interface AlertSubject {
  kind: 'projection' | 'consumer' | 'stream' | 'index' | 'facts' | 'dead-letters' | 'worker';
  name: string;
}

/** One problem that a rule found, or that has not fully cleared. */
export interface Finding {
  /** The id of its alert: stable, one token of a subject. */
  alert: string;
  subject: AlertSubject;
  severity: AlertSeverity;
  /**
   * False between the bound that raises the alert and the one that clears it: the finding keeps an alert firing, and raises
   * none.
   */
  over: boolean;
  /** One sentence, with its numbers. */
  why: string;
  /** The consumers, streams or other targets that are affected, by name. */
  affected: string[];
  /** When the problem began, Unix ms, if the facts say so. */
  beganAt?: number;
  /** The cause in one word, if the rule has several. With another cause the alert is raised again. */
  cause?: string;
  /** The size of the problem. The largest is remembered, with words for it in the past tense. */
  measure?: { size: number; words: string };
  /** The advice for this finding, if the rule's own does not apply. */
  whatToDo?: string;
}

export interface Threshold {
  /** The environment variable. */
  setting: string;
  value: number;
  unit: string;
}

/** A rule: what it checks and its bounds. It sees only the facts and keeps no state. */
export interface AlertRule {
  name: string;
  title: string;
  /** When the alert is raised, in a sentence with the bounds in force. */
  condition: string;
  thresholds: Threshold[];
  /** How long a finding must exceed its bound before the alert is raised, in ms. */
  forMs: number;
  /** What the problem means, and for whom. */
  effect: string;
  whatToDo: string;
  /** Undefined if the facts it needs are unknown: firing alerts stay as they are, and none is raised. */
  judge(facts: PipelineFacts): Finding[] | undefined;
}
