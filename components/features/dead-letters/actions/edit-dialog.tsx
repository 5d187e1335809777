'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { trimmed } from '../../../../contracts/blank.ts';
import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import { inexactNumber } from '../../../../contracts/json-text/exact-number.ts';
import { memberOf, readJsonTree } from '../../../../contracts/json-text/json-tree.ts';
import { printJson } from '../../../../contracts/json-text/print-json.ts';
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

/** Replaces an event whose data is wrong by an edited one: edit, check against the schema, see the difference, send. */
export function EditDialog({ deadLetter, close }: { deadLetter: DeadLetterSummary; close(): void }) {
  const query = useQuery(deadLetterQuery(readFromBrowser, deadLetter.id));
  return (
    <Dialog title="Edit and replay 1 dead letter" close={close} width="w-[720px]">
      {query.data ? (
        <EditorOrWhyNot detail={query.data} close={close} />
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

/** The text of the event's data, unchanged; null if the bytes are not an event with data. */
function dataOf({ payload }: DeadLetterDetail): string | null {
  const tree = payload.text === null ? null : readJsonTree(payload.text);
  const data = tree && memberOf(tree, 'data');
  return data ? printJson(data) : null;
}

/** The text as data, or why it is none. */
function parse(text: string): { data: Record<string, unknown> } | { fault: string } {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      return { fault: 'The data must be an object.' };
    const inexact = inexactNumber(text);
    if (inexact !== undefined)
      return { fault: `The number ${inexact} cannot be sent with all its digits. Put it in quotes.` };
    return { data: data as Record<string, unknown> };
  } catch (error) {
    return { fault: `Not JSON: ${(error as Error).message}` };
  }
}

function EditorOrWhyNot({ detail, close }: { detail: DeadLetterDetail; close(): void }) {
  const original = dataOf(detail);
  if (original !== null) return <Editor detail={detail} original={original} close={close} />;
  return (
    <>
      <p>
        This event has no data that could be edited:{' '}
        {detail.schemaFaults[0]?.detail ?? 'its bytes are not an event.'} Discard the dead letter, or replay
        it once a version that can read it is deployed.
      </p>
      <div className="flex justify-end">
        <button type="button" className="button" onClick={close}>
          Close
        </button>
      </div>
    </>
  );
}

const EDIT_AND_REPLAY = 'POST /ops/v1/dead-letters/:id/edit-and-replay';

interface EditorProps {
  detail: DeadLetterDetail;
  /** The data before any edit. */
  original: string;
  close(): void;
}

function Editor({ detail, original, close }: EditorProps) {
  const { deadLetter } = detail;
  const queries = useQueryClient();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const requestId = useRef(newRequestId());
  const [text, setText] = useState(original);
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
        body: { data, requestId: requestId.current, reason: trimmed(reason) || undefined },
      }),
    onSuccess: () => {
      if (trimmed(reason) !== '') keepReason('edit', trimmed(reason));
      return queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
    },
  });
  useEffect(() => box.current?.focus(), []);

  const change = (next: string) => {
    setText(next);
    // Changed data is a new intent and has not been checked yet.
    requestId.current = newRequestId();
    check.reset();
    send.reset();
  };
  if (send.data) return <EditSent deadLetter={deadLetter} edited={send.data} close={close} />;
  const checked = check.data !== undefined && check.data.difference.length > 0;

  return (
    <>
      {/* Schema faults are fixed here. */}
      {still && still.eventFault === null && <StillAtWorkNote found={still} single />}
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
          {'fault' in parsed ? parsed.fault : text === original ? 'No changes yet.' : ''}
        </p>
      </div>
      <div role="alert">
        {check.error && <ActionFailure error={check.error} of="/data" />}
        {send.error && <ActionFailure error={send.error} of="/data" />}
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
          disabled={'fault' in parsed || check.isPending || text === original}
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
