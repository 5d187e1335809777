'use client';

import { useId, useState } from 'react';
import type { Role } from '../../../contracts/permissions.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { sendAction } from '../../api/send-action.ts';
import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { RoleField } from './role-field.tsx';

const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/;

/** Invites a person, and shows the link to send them. */
export function InviteDialog({ close }: { close(): void }) {
  const id = useId();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('support');
  return (
    <ActionDialog
      title="Invite a person"
      reach="You get a link to send to the person: whoever opens it makes the account, with this e-mail address and role. It works once, for three days."
      notTouched="Waybill sends no e-mail."
      reason="none"
      kind="invited"
      button="Make the link"
      ready={EMAIL.test(email.trim())}
      close={close}
      action={async (requestId) => {
        const { token } = await sendAction('POST /ops/v1/people', {
          body: { requestId, email: email.trim(), role },
        });
        return <InvitationLink token={token} email={email.trim()} />;
      }}
    >
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={id}>
        E-mail address
        <input
          id={id}
          type="email"
          className="field h-8 text-ink pointer-coarse:h-11"
          autoComplete="off"
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <RoleField role={role} choose={setRole} />
    </ActionDialog>
  );
}

function InvitationLink({ token, email }: { token: string; email: string }) {
  const link = `${window.location.origin}/invitation#${token}`;
  return (
    <div className="flex flex-col gap-2">
      <p>Send this link to {email}, and to nobody else: it is shown this once.</p>
      <p className="flex items-center gap-2">
        <code className="mono min-w-0 break-all">{link}</code>
        <CopyButton text={link} what="the link" />
      </p>
    </div>
  );
}
