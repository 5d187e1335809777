'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import type { EditedReplay } from '../../../../contracts/edit-and-replay.ts';
import { deadLetterQuery } from '../../../api/dead-letters.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { REPLAY_POLL_MS } from '../../../limits.ts';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { commandHref } from '../../../ui/links/addresses.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { editFailureWords } from './edits-of.ts';

/** After an edited event was sent: its outcome, followed until it is proven or has failed. */
export function EditSent({
  deadLetter,
  edited,
  close,
}: {
  deadLetter: DeadLetterSummary;
  edited: EditedReplay;
  close(): void;
}) {
  const { data } = useQuery({
    ...deadLetterQuery(readFromBrowser, deadLetter.id),
    refetchInterval: ({ state }) => (outcomeOf(state.data, edited).ended ? false : REPLAY_POLL_MS),
  });
  const { words, eventId } = outcomeOf(data, edited);
  return (
    <>
      <div role="status" className="flex flex-col gap-2">
        <p className="[overflow-wrap:anywhere]">
          <Inert text={words} />
        </p>
        {eventId !== null && (
          <p className="flex flex-wrap items-center gap-1">
            Its command:{' '}
            <a href={commandHref(eventId)} className="mono break-all">
              {eventId}
            </a>
            <CopyButton text={eventId} what="the id of the edited event" />
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

/** The outcome of the edited event, from the dead letter's own actions. */
function outcomeOf(
  detail: DeadLetterDetail | undefined,
  edited: EditedReplay,
): { words: string; eventId: string | null; ended: boolean } {
  const eventId = newestOf(detail, edited.eventId);
  const failed = detail?.actions.find(
    ({ kind, details }) => kind === 'edit-failed' && details.byEventId === eventId,
  );
  if (failed)
    return {
      words: `${editFailureWords(failed.details.why)} This dead letter is open again.`,
      eventId,
      ended: true,
    };
  if (detail?.deadLetter.state === 'resolved')
    return {
      words: 'The read model shows the edited event: this dead letter is resolved.',
      eventId,
      ended: true,
    };
  const stored =
    edited.position === null
      ? 'The edit is recorded. Waybill stores the edited event as soon as the log accepts it.'
      : 'The edited event is in the log.';
  return {
    words: `${stored} This dead letter is replaying until the read model shows the edited event. The outcome appears here.`,
    eventId,
    ended: false,
  };
}

/** The edited event by its present id: the log may have begun a new generation before it took the first. */
function newestOf(detail: DeadLetterDetail | undefined, eventId: string | null): string | null {
  const remake = detail?.actions.find(({ details }) => eventId !== null && details.remakes === eventId);
  const id = (remake?.details.event as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? newestOf(detail, id) : eventId;
}
