'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { deadLetterList } from '../../../api/dead-letters.ts';
import { Permitted } from '../../../api/permitted.tsx';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { actionWords } from '../actions/action-words.ts';
import { TakenBack } from '../actions/taken-back.tsx';
import { useTakeBack } from '../actions/use-take-back.ts';
import { decidedOfGroup } from './decided-of-group.ts';

/** The action that takes a decision back. The service refuses it for a dead letter whose state has changed since. */
const takesBack = { discarded: 'restored', 'on-hold': 'released' } as const;

type Decided = keyof typeof takesBack;

/** What operators decided about dead letters of a group, with who, when and why, and a button that takes it back. */
export function GroupDecided({ detail, state }: { detail: DeadLetterGroupDetail; state: Decided }) {
  const { group, index } = detail;
  const count = group.states[state];
  const filter = { group: group.key, state: [state] };
  const { data } = useQuery({
    ...deadLetterList(readFromBrowser, filter, { sort: 'newest', cursor: null }),
    enabled: count > 0,
  });
  const back = useTakeBack(takesBack[state]);
  const decided = count > 0 && data ? decidedOfGroup(data.deadLetters, data.total) : null;
  const { verb } = actionWords[takesBack[state]];
  const button = verb(countOf(count, 'dead letter'));
  return (
    <>
      {count > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2" data-decided={state}>
          <MarkedNote status={deadLetterStatus[state]} role="note">
            {countOf(count, 'dead letter')} of {formatCount(group.count)}: {deadLetterStatus[state].word}
            {decided && (
              <>
                , {decided.isOne ? '' : 'the last '}
                {decided.last.changedBy !== null && (
                  <>
                    by <Inert text={decided.last.changedBy} />,{' '}
                  </>
                )}
                <Instant iso={decided.last.since} now={index.readAt} />
                {decided.last.reason !== null && (
                  <>
                    : “<Inert text={decided.last.reason} />”
                  </>
                )}
              </>
            )}
            .
          </MarkedNote>
          <Permitted to="dead-letters:manage">
            <button
              type="button"
              className="button"
              disabled={back.isPending}
              onClick={() => back.mutate({ of: 'matching', filter, count, what: '', failures: [] })}
            >
              {decided?.isOne ? `Undo: ${button.charAt(0).toLowerCase()}${button.slice(1)}` : button}
            </button>
          </Permitted>
        </div>
      )}
      <TakenBack kind={takesBack[state]} outcome={back.data} error={back.error} />
    </>
  );
}
