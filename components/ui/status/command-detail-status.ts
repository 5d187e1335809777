import type { CommandDetail, Stage } from '../../../contracts/command-detail.ts';
import type { ProblemName } from '../../../contracts/problem.ts';
import { replacementOf } from '../../../contracts/replacement-of.ts';
import { commandStatus, type Outcome, outcomeOf } from './command-status.ts';
import { type Status, status } from './family.ts';

const stageStates: Record<Stage['state'], Status> = {
  passed: status('ok', 'passed'),
  'under-way': status('active', 'under way'),
  'not-yet': status('none', 'not yet'),
  refused: status('none', 'refused', 'slashed'),
  failed: status('bad', 'failed'),
  replaced: commandStatus.replaced,
  unknown: status('none', 'unknown'),
};

/** In these states the stage says more than the client's state. */
const SAYS_MORE: readonly Stage['state'][] = ['not-yet', 'unknown', 'replaced'];

/** A stage's status: its own word, in the colour of the client's state where that is more exact. */
export function stageStatus(stage: Stage, client: CommandDetail['status']): Status {
  const recorded = stage.kind === 'projection' ? client?.projections[stage.name]?.state : undefined;
  const { family, mark } =
    recorded !== undefined && !SAYS_MORE.includes(stage.state)
      ? commandStatus[recorded]
      : stageStates[stage.state];
  return { family, mark, word: stage.word };
}

/** The outcome of a command. The client's answer comes first: it is proven, the rest is derived. */
export function commandDetailOutcome(
  commandDetail: Pick<CommandDetail, 'command' | 'status' | 'client'>,
): Outcome {
  if (commandDetail.status !== null)
    return outcomeOf({ ...commandDetail.status, replacedBy: replacementOf(commandDetail.status) });
  if (commandDetail.client.status === 404)
    return isProblem(commandDetail.client.body, 'command-not-in-log') ? 'not_in_log' : 'never_accepted';
  if (commandDetail.client.status === 410) {
    if (isProblem(commandDetail.client.body, 'command-lost')) return 'lost_by_log';
    return isProblem(commandDetail.client.body, 'command-before-log') ? 'before_log' : 'past_retention';
  }
  return commandDetail.command ? outcomeOf(commandDetail.command) : 'unknown';
}

/**
 * A `404` has several problems: for a recent id the log can't say "never accepted" yet, because the command may still
 * arrive.
 */
const isProblem = (body: unknown, name: ProblemName): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === `/problems/${name}`;
