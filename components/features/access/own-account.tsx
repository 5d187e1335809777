'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ActionFailure } from '../../api/failures/action-failure.tsx';
import { principal } from '../../api/principal.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';

/** Who is signed in here, with the ways out. Nothing where the console acts by a key. */
export function OwnAccount() {
  const { data } = useQuery(principal(readFromBrowser));
  const [error, setError] = useState<unknown>();
  if (data?.kind !== 'person') return null;
  const signOut = async (everywhere: boolean) => {
    try {
      await readFromBrowser('POST /ops/v1/sign-out', { body: { everywhere } });
      window.location.assign('/sign-in');
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <section aria-label="Your account" className="flex max-w-[72ch] flex-col gap-3">
      <h2 className="section-title">Your account</h2>
      <p>
        {data.id}, {data.roles.join(', ')}
      </p>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" onClick={() => void signOut(false)}>
          Sign out
        </button>
        <button type="button" className="button" onClick={() => void signOut(true)}>
          Sign out everywhere
        </button>
      </div>
      <div role="alert">{error !== undefined && <ActionFailure error={error} />}</div>
      <ChangePassword />
    </section>
  );
}

function ChangePassword() {
  const id = useId();
  const [state, setState] = useState<'asking' | 'sending' | 'changed' | { error: unknown }>('asking');
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState('sending');
    try {
      await readFromBrowser('POST /ops/v1/password', {
        body: { present: String(fields.get('present')), next: String(fields.get('next')) },
      });
      form.reset();
      setState('changed');
    } catch (error) {
      setState({ error });
    }
  };
  const field = 'field h-8 max-w-72 text-ink pointer-coarse:h-11';
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void change(event)}>
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={`${id}present`}>
        Present password
        <input
          id={`${id}present`}
          name="present"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
          className={field}
        />
      </label>
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={`${id}next`}>
        New password, at least 12 characters
        <input
          id={`${id}next`}
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          className={field}
        />
      </label>
      <div role="status">{state === 'changed' && <p>Changed. Your other sessions have ended.</p>}</div>
      <div role="alert">{typeof state === 'object' && <ActionFailure error={state.error} />}</div>
      <div>
        <button type="submit" className="button" disabled={state === 'sending'}>
          Change the password
        </button>
      </div>
    </form>
  );
}
