import type { EntryStep } from '../../../contracts/dead-letter-steps.ts';
import type { DeadLetterDetail } from '../../../contracts/dead-letters.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';

type Replay = DeadLetterDetail['replays'][number];

/** The replays that concerned an entry, the oldest first, each with what came of it. */
export function earlierReplays(steps: readonly EntryStep[]): Replay[] {
  const replays = new Map<string, Replay>();
  for (const { act, at, actor } of steps) {
    if (act.kind !== 'sent' && act.kind !== 'outcome') continue;
    const { replayId } = act;
    const replay = replays.get(replayId) ?? {
      replayId,
      sentAt: null,
      actor,
      outcome: null,
      at: null,
      detail: null,
    };
    replays.set(replayId, replay);
    if (act.kind === 'sent') replay.sentAt = at;
    else Object.assign(replay, shown(act.outcome));
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
