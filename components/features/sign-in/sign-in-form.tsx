'use client';

import { readFromBrowser } from '../../api/read-from-browser.ts';
import { pageAfter } from '../../api/sign-in-again.ts';
import { AccessField, AccessForm } from './access-form.tsx';

export function SignInForm({ next }: { next: string | null }) {
  return (
    <AccessForm
      title="Sign in"
      button="Sign in"
      send={async ({ email = '', password = '' }) => {
        await readFromBrowser('POST /ops/v1/sign-in', { body: { email, password } });
        window.location.assign(pageAfter(next));
      }}
    >
      <AccessField label="E-mail address" name="email" type="email" autoComplete="username" isFirst />
      <AccessField label="Password" name="password" type="password" autoComplete="current-password" />
    </AccessForm>
  );
}
