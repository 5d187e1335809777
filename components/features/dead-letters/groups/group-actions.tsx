'use client';

import { useState } from 'react';
import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { Permitted } from '../../../api/permitted.tsx';
import { FIRST_ABOVE, FIRST_ONES } from '../../../limits.ts';
import { PhraseText } from '../../../ui/text/phrase-text.tsx';
import { ChosenActionDialog } from '../actions/chosen-action-dialog.tsx';
import type { ChosenAction } from '../actions/targets.ts';
import { StillAtWorkNote } from '../replays/still-at-work-note.tsx';
import { useUnfinishedReplays } from '../replays/use-unfinished-replays.ts';
import { GroupActionDialog, type GroupActionKind } from './group-action-dialog.tsx';
import { GroupDecided } from './group-decided.tsx';
import { GroupReplayNote } from './group-replay-note.tsx';
import { HeldReplayNote } from './held-replay-note.tsx';
import { heldReplay, runningReplay } from './replay-of-group.ts';
import { useWorkerVersions } from './use-worker-versions.ts';
import { versionSentence } from './version-sentence.ts';

/** What can be done with a group: with its open dead letters, and with the group itself. */
export function GroupActions({ detail }: { detail: DeadLetterGroupDetail }) {
  const { group, sinceThen, index } = detail;
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const [own, setOwn] = useState<GroupActionKind | null>(null);
  const { open } = group.states;
  const failures: LastFailure[] =
    open === 0
      ? []
      : [
          {
            consumer: group.newest.consumer,
            workerVersion: sinceThen.workerVersions.last,
            failedAt: sinceThen.lastFailedAt,
            code: group.newest.code,
            appliedAt: sinceThen.lastReplay?.outcome === 'applied' ? sinceThen.lastReplay.at : null,
          },
        ];
  const still = useStillAtWork(failures);
  const unfinished = useUnfinishedReplays();
  const held = heldReplay(detail, unfinished);
  const running = runningReplay(detail, unfinished);
  const inReplay = held ?? running;
  const { versions } = useWorkerVersions(group.newest.consumer);
  const choose = (kind: ChosenAction['kind']) =>
    setChosen({
      kind,
      target: {
        of: 'matching',
        filter: { group: group.key, state: ['open'] },
        count: open,
        what: 'open dead letters of this group',
        failures,
      },
    });
  return (
    <div className="flex flex-col gap-2">
      {held && <HeldReplayNote job={held} />}
      {running && <GroupReplayNote job={running} />}
      {still ? (
        <StillAtWorkNote found={still} single={open === 1} />
      ) : (
        open > 0 &&
        inReplay === null &&
        versions && (
          <p className="max-w-[80ch]" data-version-sentence>
            <PhraseText phrase={versionSentence(detail, versions)} now={index.readAt} />
          </p>
        )
      )}
      <GroupDecided detail={detail} state="discarded" />
      <GroupDecided detail={detail} state="on-hold" />
      <Permitted to="dead-letters:manage">
        <div className="flex flex-wrap gap-2">
          {open > 0 && (
            <>
              {/* How many of the group wait in the replay beside it is not shown: the plan leaves those out. */}
              <button
                type="button"
                className={still === null && inReplay === null ? 'button primary-button' : 'button'}
                onClick={() => choose('replay')}
              >
                {open > (still === null ? FIRST_ABOVE : FIRST_ONES)
                  ? `Replay first ${formatCount(FIRST_ONES)} of ${formatCount(open)}, then pause…`
                  : `Replay ${countOf(open, 'dead letter')}…`}
              </button>
              <button type="button" className="button" onClick={() => choose('held')}>
                Hold {formatCount(open)}…
              </button>
              <button type="button" className="button" onClick={() => choose('discarded')}>
                Discard {formatCount(open)}…
              </button>
            </>
          )}
          <button type="button" className="button" onClick={() => setOwn('group-noted')}>
            Note…
          </button>
          <button type="button" className="button" onClick={() => setOwn('group-assigned')}>
            Assign…
          </button>
          <button type="button" className="button" onClick={() => setOwn('group-ticket-linked')}>
            Ticket…
          </button>
        </div>
      </Permitted>
      <ChosenActionDialog chosen={chosen} close={() => setChosen(null)} />
      {own !== null && <GroupActionDialog kind={own} group={group} close={() => setOwn(null)} />}
    </div>
  );
}
