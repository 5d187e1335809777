import { actionStatus } from '../status/activity-status.ts';
import { outcomeWords, type ReplayStep, stepWords } from './action-outcome.ts';
import type { ActivityItem } from './activity-item.ts';

/** Neighbouring lines of one replay as one line, with the time of the newest. */
export interface FoldedSteps extends ActivityItem {
  /** When the oldest of them was. */
  from: string;
  /** The newest first. */
  folded: readonly ActivityItem[];
}

/**
 * The timeline with each replay's sends and outcomes folded: hundreds of lines no person caused, between which the
 * actions of people would be lost. Steps of replays that run at the same time are mixed, and still count as neighbours; any
 * other line parts them.
 */
export function foldSteps(items: readonly ActivityItem[]): (ActivityItem | FoldedSteps)[] {
  const lines: (ActivityItem | FoldedSteps)[] = [];
  let run = new Map<string, ActivityItem[]>();
  let newer = 'the top';
  const end = () => {
    for (const [of, steps] of run)
      lines.push(steps.length === 1 ? steps[0]! : fold(steps, `${of} below ${newer}`));
    run = new Map();
  };
  for (const item of items) {
    if (item.step === null) {
      end();
      lines.push(item);
      newer = item.key;
      continue;
    }
    const steps = run.get(item.step.of);
    if (steps) steps.push(item);
    else run.set(item.step.of, [item]);
  }
  end();
  return lines;
}

/** `key` stays the same while older steps are read, and while newer ones come. */
function fold(steps: readonly ActivityItem[], key: string): FoldedSteps {
  const newest = steps[0]!;
  const oldest = steps.at(-1)!;
  const sum = added(steps.flatMap(({ step }) => step?.did ?? []));
  const ended = outcomeWords(sum);
  return {
    ...newest,
    key,
    status: actionStatus(ended === '' ? 'replay-sending' : 'replay-outcomes'),
    says: stepWords(sum),
    from: oldest.at,
    folded: steps,
  };
}

function added(steps: readonly ReplayStep[]): ReplayStep {
  const outcomes = new Map<string, number>();
  let sent = 0;
  let unknown = 0;
  for (const step of steps) {
    sent += step.sent;
    unknown += step.unknown;
    for (const [outcome, count] of step.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
  }
  return { sent, outcomes, unknown };
}
