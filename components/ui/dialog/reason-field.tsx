'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { lastReasons } from './last-reasons.ts';

/**
 * On a phone the keyboard, and the scroll to this field, would hide the effect of the action before anybody has read
 * it.
 */
const roomForKeyboard = (): boolean => window.matchMedia('(width >= 40rem)').matches;

/** The reason, for the audit log. The last three reasons are offered. */
export function ReasonField({
  action,
  label,
  required,
  value,
  change,
  maxLength = 1_000,
  takeFocus = true,
}: {
  /** The kind of action: the last reasons are kept for each. */
  action: string;
  label: string;
  required: boolean;
  value: string;
  change(value: string): void;
  maxLength?: number;
  takeFocus?: boolean;
}) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [offered, setOffered] = useState<string[]>([]);
  useEffect(() => {
    setOffered(lastReasons(action));
    // A long dialog stays at its beginning, so that people read it before they answer.
    if (takeFocus && roomForKeyboard()) box.current?.focus({ preventScroll: true });
  }, [action, takeFocus]);
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
        {required ? '' : ' (optional)'}
      </label>
      <textarea
        ref={box}
        id={id}
        rows={2}
        maxLength={maxLength}
        required={required}
        value={value}
        onChange={(event) => change(event.target.value)}
        className="field min-h-14 w-full resize-y py-1"
      />
      {offered.length > 0 && (
        <ul className="flex flex-col items-start gap-1" aria-label="Reasons given last">
          {offered.map((reason) => (
            <li key={reason} className="max-w-full">
              <button
                type="button"
                className="quiet-button max-w-full px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
                onClick={() => {
                  change(reason);
                  box.current?.focus();
                }}
              >
                <span className="truncate">{reason}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
