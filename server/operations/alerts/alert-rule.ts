import type { AlertSeverity } from '../../../contracts/operation.ts';
import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';

/** What an alert is about. */
export interface Concern {
  kind: 'projection' | 'consumer' | 'stream' | 'index' | 'facts' | 'dead-letters' | 'worker';
  name: string;
}

/** One thing that is wrong, or that is not yet right again. */
export interface Finding {
  /** Its alert's id: stable, one token of a subject. */
  alert: string;
  concerns: Concern;
  severity: AlertSeverity;
  /** False between the bound at which it is raised and the one at which it clears: it holds an alert, and raises none. */
  over: boolean;
  /** One sentence, with its numbers. */
  why: string;
  /** Which consumers, streams or the like it touches, by name. */
  touches: string[];
  /** When what is wrong began, Unix ms, where the facts say. */
  beganAt?: number;
  /** The cause in one word, where the rule knows several: with another cause the alert is raised again. */
  cause?: string;
  /** How bad it is: the greatest is remembered, in words that are said once it is over. */
  measure?: { size: number; words: string };
  /** Where the rule's own advice is not the one. */
  whatToDo?: string;
}

export interface Threshold {
  /** The environment variable. */
  setting: string;
  value: number;
  unit: string;
}

/** What is judged, and at which bounds. Rules know nothing but the facts, and remember nothing. */
export interface AlertRule {
  name: string;
  title: string;
  /** When it is raised, in a sentence with the bounds in force. */
  condition: string;
  thresholds: Threshold[];
  /** How long a finding must be over its bound before it is raised, in ms. */
  forMs: number;
  /** What it means for whom. */
  effect: string;
  whatToDo: string;
  /** Undefined where the facts that it needs are not known: what fires goes on firing, and nothing is raised. */
  judge(facts: PipelineFacts): Finding[] | undefined;
}
