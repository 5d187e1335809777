import type { DeadLetterDetail } from '../../../contracts/dead-letter-detail.ts';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';

type Replay = DeadLetterDetail['replays'][number];

/** The replays that included a dead letter, oldest first, each with its outcome. */
export function earlierReplays(steps: readonly DeadLetterStep[]): Replay[] {
  const replays = new Map<string, Replay>();
  for (const { action, at, actor } of steps) {
    if (action.kind !== 'sent' && action.kind !== 'outcome') continue;
    const { replayId } = action;
    const replay = replays.get(replayId) ?? {
      replayId,
      sentAt: null,
      actor,
      outcome: null,
      at: null,
      detail: null,
    };
    replays.set(replayId, replay);
    if (action.kind === 'sent') replay.sentAt = at;
    else Object.assign(replay, shown(action.outcome));
  }
  return [...replays.values()];
}

const shown = (outcome: ReplayOutcome): Pick<Replay, 'outcome' | 'at' | 'detail'> => ({
  outcome: outcome.outcome,
  at: outcome.at,
  detail:
    outcome.outcome === 'superseded'
      ? outcome.by
      : outcome.outcome === 'failed-again'
        ? outcome.code
        : outcome.outcome === 'skipped'
          ? outcome.why
          : null,
});
