'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import { DEAD_LETTERS_KEY, deadLetterQuery } from '../../../api/dead-letters.ts';
import { ActionFailure } from '../../../api/failures/action-failure.tsx';
import { Failure } from '../../../api/failures/failure.tsx';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { newRequestId, sendAction } from '../../../api/send-action.ts';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { keepReason } from '../../../ui/dialog/last-reasons.ts';
import { ReasonField } from '../../../ui/dialog/reason-field.tsx';
import { EditSent } from '../detail/edit-sent.tsx';
import { StillAtWorkNote } from '../replays/still-at-work-note.tsx';
import { Difference } from './difference.tsx';
import { openOf } from './targets.ts';

/** Puts an edited event in the place of one whose data is wrong: edit, check against the schema, see the difference, send. */
export function EditDialog({ deadLetter, close }: { deadLetter: DeadLetterSummary; close(): void }) {
  const query = useQuery(deadLetterQuery(readFromBrowser, deadLetter.id));
  return (
    <Dialog title="Edit and replay 1 dead letter" close={close} width="w-[720px]">
      {query.data ? (
        <Editor detail={query.data} close={close} />
      ) : query.error ? (
        <Failure
          title="The event cannot be read"
          error={query.error}
          retry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <p className="late min-h-80 text-ink-2">Reading the event</p>
      )}
    </Dialog>
  );
}

const dataOf = ({ payload }: DeadLetterDetail): string =>
  JSON.stringify((payload.decoded as { data?: unknown } | null)?.data ?? {}, null, 2);

/** The text as data, or why it is none. */
function parse(text: string): { data: Record<string, unknown> } | { fault: string } {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      return { fault: 'The data must be an object.' };
    return { data: data as Record<string, unknown> };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

const EDIT_AND_REPLAY = 'POST /ops/v1/dead-letters/:id/edit-and-replay';

function Editor({ detail, close }: { detail: DeadLetterDetail; close(): void }) {
  const { deadLetter } = detail;
  const queries = useQueryClient();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const requestId = useRef(newRequestId());
  const [text, setText] = useState(() => dataOf(detail));
  const [reason, setReason] = useState('');
  const still = useStillAtWork(openOf([deadLetter]));
  const parsed = parse(text);
  const params = { id: deadLetter.id };
  const check = useMutation({
    mutationFn: (data: Record<string, unknown>) =>
      sendAction(EDIT_AND_REPLAY, { params, body: { data, requestId: newRequestId(), dryRun: true } }),
  });
  const send = useMutation({
    mutationFn: (data: Record<string, unknown>) =>
      sendAction(EDIT_AND_REPLAY, {
        params,
        body: { data, requestId: requestId.current, reason: reason.trim() || undefined },
      }),
    onSuccess: () => {
      if (reason.trim() !== '') keepReason('edit', reason.trim());
      return queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
    },
  });
  useEffect(() => box.current?.focus(), []);

  const change = (next: string) => {
    setText(next);
    // Other data is another intent, and what was checked is not it.
    requestId.current = newRequestId();
    check.reset();
    send.reset();
  };
  if (send.data) return <EditSent deadLetter={deadLetter} edited={send.data} close={close} />;
  const checked = check.data !== undefined && check.data.difference.length > 0;

  return (
    <>
      {/* Schema faults are fixed here. */}
      {still && !still.unfit && <StillAtWorkNote found={still} single />}
      <div className="flex flex-col gap-1">
        <p>
          A new event replaces it, with its own id and the same caller, correlation and channel. The log
          stores it as any event, and every consumer gets it.
        </p>
        <p className="text-ink-2">
          The original stays in the log as it was. It is resolved only when the read model shows the edited
          one.
        </p>
      </div>
      <div className="flex flex-col gap-2">
        <label htmlFor={id} className="text-ink-2 text-small">
          Data of {deadLetter.eventType ?? deadLetter.eventName}
        </label>
        <textarea
          ref={box}
          id={id}
          value={text}
          onChange={(event) => change(event.target.value)}
          rows={10}
          spellCheck={false}
          autoCapitalize="off"
          className="field mono min-h-40 w-full resize-y py-2"
          aria-invalid={'fault' in parsed}
          aria-describedby={`${id}-says`}
        />
        <p id={`${id}-says`} role="status" className="min-h-4 text-ink-2 text-small">
          {'fault' in parsed ? `Not JSON: ${parsed.fault}` : text === dataOf(detail) ? 'No changes yet.' : ''}
        </p>
      </div>
      <div role="alert">
        {check.error && <ActionFailure error={check.error} />}
        {send.error && <ActionFailure error={send.error} />}
      </div>
      {check.data && <Difference difference={check.data.difference} />}
      {checked && (
        <ReasonField
          action="edit"
          label="Reason, for the audit log"
          required={false}
          value={reason}
          change={setReason}
          maxLength={2_000}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <button type="button" className="button mr-auto" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          className={checked ? 'button' : 'button primary-button'}
          disabled={'fault' in parsed || check.isPending || text === dataOf(detail)}
          onClick={() => 'data' in parsed && check.mutate(parsed.data)}
        >
          {check.isPending ? 'Checking…' : 'Check against the schema'}
        </button>
        {checked && (
          <button
            type="button"
            className="button primary-button"
            disabled={send.isPending}
            onClick={() => 'data' in parsed && send.mutate(parsed.data)}
          >
            {send.isPending ? 'Sending…' : 'Replay the edited event'}
          </button>
        )}
      </div>
    </>
  );
}
