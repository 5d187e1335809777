'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterDetail, DeadLetterSummary } from '../../contracts/dead-letters.ts';
import type { EditedReplay } from '../../contracts/replay.ts';
import { CopyButton } from '../copy-button.tsx';
import { Inert } from '../inert/inert.tsx';
import { REPLAY_POLL_MS } from '../limits.ts';
import { deadLetter } from '../operations/dead-letters.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { editFailureWords } from './edits-of.ts';

/** After an edited event was sent: what has come of it, followed until it is proven or has failed. */
export function EditSent({
  letter,
  edited,
  close,
}: {
  letter: DeadLetterSummary;
  edited: EditedReplay;
  close(): void;
}) {
  const { data } = useQuery({
    ...deadLetter(readFromBrowser, letter.id),
    refetchInterval: ({ state }) => (cameOf(state.data, edited).ended ? false : REPLAY_POLL_MS),
  });
  const { words } = cameOf(data, edited);
  return (
    <>
      <div role="status" className="flex flex-col gap-2">
        <p className="[overflow-wrap:anywhere]">
          <Inert text={words} />
        </p>
        {edited.eventId !== null && (
          <p className="flex flex-wrap items-center gap-1">
            Its command:{' '}
            <a href={`/commands/${edited.eventId}`} className="mono break-all">
              {edited.eventId}
            </a>
            <CopyButton text={edited.eventId} what="the id of the edited event" />
          </p>
        )}
      </div>
      <div className="flex justify-end">
        <button type="button" className="button" onClick={close}>
          Close
        </button>
      </div>
    </>
  );
}

/** What came of the edited event, as the entry's own acts tell it. */
function cameOf(
  detail: DeadLetterDetail | undefined,
  { eventId }: EditedReplay,
): { words: string; ended: boolean } {
  const failed = detail?.acts.find(
    ({ kind, details }) => kind === 'edit-failed' && details.byEventId === eventId,
  );
  if (failed)
    return {
      words: `${editFailureWords(failed.details.why)} This dead letter is open again.`,
      ended: true,
    };
  if (detail?.deadLetter.state === 'resolved')
    return { words: 'The read model shows the edited event: this dead letter is resolved.', ended: true };
  return {
    words:
      'The edited event is in the log. This dead letter is replaying until the read model shows the edited one; what comes of it is said here.',
    ended: false,
  };
}
