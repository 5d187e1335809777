'use client';

import { readFromBrowser } from '../../api/read-from-browser.ts';
import { Notice } from '../../ui/notices/notice.tsx';
import { AccessField, AccessForm, PASSWORD_NOTE } from './access-form.tsx';
import { useLinkToken } from './use-link-token.ts';

/** The first admin, by the link that the first start printed. */
export function SetUpForm() {
  const token = useLinkToken();
  if (token === null) return <NoToken />;
  return (
    <AccessForm
      title="Set up Waybill"
      intro="You become the first admin. The link that brought you here works once."
      button="Make the account and sign in"
      send={async ({ name = '', email = '', password = '' }) => {
        await readFromBrowser('POST /ops/v1/set-up', { body: { token: token ?? '', name, email, password } });
        window.location.assign('/');
      }}
    >
      <AccessField label="Your name" name="name" type="text" autoComplete="name" isFirst />
      <AccessField
        label="E-mail address, to sign in with"
        name="email"
        type="email"
        autoComplete="username"
      />
      <NewPassword />
    </AccessForm>
  );
}

/** Somebody who was invited. */
export function InvitationForm() {
  const token = useLinkToken();
  if (token === null) return <NoToken />;
  return (
    <AccessForm
      title="Accept the invitation"
      intro="You sign in with the e-mail address that the invitation is for."
      button="Make the account and sign in"
      send={async ({ name = '', password = '' }) => {
        await readFromBrowser('POST /ops/v1/invitations/accept', {
          body: { token: token ?? '', name, password },
        });
        window.location.assign('/');
      }}
    >
      <AccessField label="Your name" name="name" type="text" autoComplete="name" isFirst />
      <NewPassword />
    </AccessForm>
  );
}

const NewPassword = () => (
  <AccessField
    label="Password"
    name="password"
    type="password"
    autoComplete="new-password"
    minLength={12}
    note={PASSWORD_NOTE}
  />
);

function NoToken() {
  return (
    <main id="content" className="mx-auto max-w-160 px-4 py-12">
      <Notice title="This address is not a whole link">
        <p>
          Open the whole link, with everything behind the #. It works once: if it was opened before, ask an
          admin for a new one.
        </p>
        <p>
          <a href="/sign-in">Sign in</a> if you have an account.
        </p>
      </Notice>
    </main>
  );
}
