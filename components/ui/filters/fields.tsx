'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

/** How long the list waits after the last key before it is read, ms. */
const REST_MS = 300;

interface FieldProps {
  label: string;
  value: string;
  change(value: string): void;
}

/** A choice among a few values; the empty value is `any`. */
export function SelectFilter({
  label,
  value,
  change,
  options,
  any = 'any',
}: FieldProps & { options: readonly { value: string; word: string }[]; any?: string | null }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => change(event.target.value)}
        className="field h-7 pointer-coarse:h-11"
      >
        {any !== null && <option value="">{any}</option>}
        {/* A value of the URL that is none of these is shown as it is, rather than as another. */}
        {value !== '' && !options.some((option) => option.value === value) && (
          <option value={value}>{value}</option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Free text. The list is read when typing pauses, or at Enter. */
export function TextFilter({
  label,
  value,
  change,
  placeholder,
  boxId,
  width = 'w-40',
}: FieldProps & { placeholder?: string; boxId?: string; width?: string }) {
  const own = useId();
  const id = boxId ?? own;
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The value changed outside of the field: by a link, the back button or `Clear`.
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const report = (next: string, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(next.trim()), afterMs);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') report(text, 0);
    // The arrow key leads from the box to the list.
    const row = event.key === 'ArrowDown' ? document.querySelector<HTMLElement>('[data-row]') : null;
    if (row) {
      event.preventDefault();
      row.focus();
    }
    if (event.key === 'Escape' && text === '') event.currentTarget.blur();
  };
  return (
    <div className="flex flex-col gap-1 max-phone:grow">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
      </label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          report(event.target.value, REST_MS);
        }}
        className={`field h-7 max-phone:w-full pointer-coarse:h-11 ${width}`}
      />
    </div>
  );
}
