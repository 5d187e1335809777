'use client';

import { Children, type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { trimmed } from '../../../contracts/blank.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { keepReason } from '../../ui/dialog/last-reasons.ts';
import { ReasonField } from '../../ui/dialog/reason-field.tsx';
import { dangerClass } from '../../ui/status/family.ts';
import { ActionFailure } from '../failures/action-failure.tsx';
import { newRequestId } from '../send-action.ts';

interface ActionDialogProps {
  /** The action with its count: `Discard 12 dead letters`. */
  title: string;
  /** What it affects, in one sentence. */
  reach: ReactNode;
  /** What it does not change, in one sentence. */
  notTouched: ReactNode;
  /** Whether the audit log needs a reason; `none` where the action explains itself. */
  reason: 'required' | 'optional' | 'none';
  /** The kind of action: the last reasons are kept for each. */
  kind: string;
  /** What the button says: verb, count, object. */
  button: string;
  danger?: boolean;
  /** The text to type as a confirmation, for an action that discards many dead letters. */
  confirm?: string;
  /** False while the fields are incomplete or invalid. */
  ready?: boolean;
  /** Fields of the action itself, before the reason. */
  children?: ReactNode;
  /**
   * Sends the action, with the same `requestId` at every try. Returns the outcome, or the job's link; null if the
   * page behind the dialog shows the outcome.
   */
  action(requestId: string, reason: string | undefined): Promise<ReactNode>;
  close(): void;
}

/**
 * Before an action: its effect, what it affects and what it doesn't, and the field for the reason. Afterwards: the
 * outcome.
 */
export function ActionDialog(props: ActionDialogProps) {
  const { title, reach, notTouched, kind, danger = false, confirm, ready = true, action, close } = props;
  // One intent: whatever is sent from here again is the same action.
  const requestId = useRef(newRequestId());
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<
    { at: 'asking' | 'sending'; error?: unknown } | { at: 'done'; outcome: ReactNode }
  >({ at: 'asking' });
  const given = trimmed(reason);
  // If the action has a field of its own, that field comes first and takes the focus.
  const [hasFields] = useState(() => Children.toArray(props.children).length > 0);
  const complete =
    ready &&
    (props.reason !== 'required' || given !== '') &&
    (confirm === undefined || typed.trim() === confirm);

  const send = async () => {
    if (!complete || state.at === 'sending') return;
    setState({ at: 'sending' });
    try {
      const outcome = await action(requestId.current, given === '' ? undefined : given);
      if (given !== '') keepReason(kind, given);
      if (outcome === null) close();
      else setState({ at: 'done', outcome });
    } catch (error) {
      setState({ at: 'asking', error });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void send();
  };

  return (
    <Dialog title={title} close={close}>
      {state.at === 'done' ? (
        <>
          <div role="status">{state.outcome}</div>
          <div className="flex justify-end">
            {/* biome-ignore lint/a11y/noAutofocus: the fields that had the focus are no longer there. */}
            <button type="button" className="button" onClick={close} autoFocus>
              Close
            </button>
          </div>
        </>
      ) : (
        <form
          className="flex flex-col gap-4"
          onKeyDown={onKeyDown}
          onSubmit={(event: FormEvent) => event.preventDefault()}
        >
          <div className="flex flex-col gap-1">
            <p>{reach}</p>
            <p className="text-ink-2">{notTouched}</p>
          </div>
          {props.children}
          {props.reason !== 'none' && (
            <ReasonField
              action={kind}
              label="Reason, for the audit log"
              required={props.reason === 'required'}
              value={reason}
              change={setReason}
              takeFocus={!hasFields}
            />
          )}
          {confirm !== undefined && (
            <label className="flex flex-col gap-2 text-ink-2 text-small">
              Type {confirm} to confirm
              <input
                className="field w-32 text-ink"
                inputMode="numeric"
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </label>
          )}
          <div role="alert">{'error' in state && <ActionFailure error={state.error} />}</div>
          <div className="flex flex-wrap items-center justify-end gap-2">
            <span className="mr-auto text-ink-2 text-small max-phone:hidden">
              ⌘ Enter or Ctrl Enter confirms
            </span>
            <button type="button" className="button" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              className={danger ? `${dangerClass} button danger-button` : 'button primary-button'}
              disabled={!complete || state.at === 'sending'}
              onClick={() => void send()}
            >
              {state.at === 'sending' ? 'Sending…' : props.button}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
