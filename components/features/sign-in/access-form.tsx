'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { ActionFailure } from '../../api/failures/action-failure.tsx';

/** One of the forms by which people get in: a title, fields, one button; what was refused stands above the button. */
export function AccessForm({
  title,
  intro,
  button,
  send,
  children,
}: {
  title: string;
  intro?: ReactNode;
  button: string;
  send(fields: Record<string, string>): Promise<void>;
  children: ReactNode;
}) {
  const [state, setState] = useState<{ isSending: boolean; error?: unknown }>({ isSending: false });
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (state.isSending) return;
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setState({ isSending: true });
    try {
      await send(fields);
    } catch (error) {
      setState({ isSending: false, error });
    }
  };
  return (
    <main
      id="content"
      className="mx-auto flex min-h-dvh w-full max-w-96 flex-col justify-center gap-6 px-4 py-12"
    >
      <p className="font-semibold">Waybill</p>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <h1 className="text-title font-semibold">{title}</h1>
        {intro !== undefined && <p className="text-ink-2">{intro}</p>}
        {children}
        <div role="alert">{state.error !== undefined && <ActionFailure error={state.error} />}</div>
        <button
          type="submit"
          className="button primary-button h-8 justify-center pointer-coarse:h-11"
          disabled={state.isSending}
        >
          {state.isSending ? 'Sending…' : button}
        </button>
      </form>
    </main>
  );
}

/** A field of such a form. `autoComplete` tells password managers what it is. */
export function AccessField({
  label,
  name,
  type,
  autoComplete,
  minLength,
  note,
  isFirst = false,
}: {
  label: string;
  name: string;
  type: 'email' | 'password' | 'text';
  autoComplete: string;
  minLength?: number;
  note?: string;
  isFirst?: boolean;
}) {
  return (
    <label className="flex flex-col gap-1 text-ink-2 text-small">
      {label}
      <input
        className="field h-8 text-ink pointer-coarse:h-11"
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        required
        maxLength={type === 'email' ? 254 : 128}
        minLength={minLength}
        // biome-ignore lint/a11y/noAutofocus: the page is this form alone.
        autoFocus={isFirst}
      />
      {note !== undefined && <span>{note}</span>}
    </label>
  );
}

export const PASSWORD_NOTE = 'At least 12 characters. A sentence that only you know is a good one.';
