'use client';

import { useEffect, useId, useRef } from 'react';

/** The text of an action: a note, a name, a ticket. */
export function ActionField({
  name,
  label,
  long,
  value,
  change,
  me,
}: {
  name: 'text' | 'assignee' | 'ticket';
  label: string;
  long: boolean;
  value: string;
  change(value: string): void;
  /** The name of the operator, if known. */
  me: string | undefined;
}) {
  const id = useId();
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const common = {
    id,
    ref: box,
    value,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
      </label>
      {long ? (
        <textarea {...common} rows={4} maxLength={4_000} className="field min-h-20 w-full resize-y py-1" />
      ) : (
        <div className="flex gap-2">
          <input
            {...common}
            maxLength={name === 'assignee' ? 128 : 256}
            autoComplete="off"
            className="field h-7 w-full pointer-coarse:h-11"
          />
          {name === 'assignee' && me !== undefined && value !== me && (
            <button type="button" className="button shrink-0" onClick={() => change(me)}>
              To me ({me})
            </button>
          )}
        </div>
      )}
    </div>
  );
}
