'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangePerson, Person } from '../../../contracts/access/person.ts';
import type { Role } from '../../../contracts/permissions.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { PEOPLE_KEY } from '../../api/people.ts';
import { sendAction } from '../../api/send-action.ts';
import { RoleField } from './role-field.tsx';

interface Props {
  person: Person;
  close(): void;
}

/** Sends a change of a person and has the list read again. */
function useChange({ personId }: Person) {
  const queries = useQueryClient();
  return async (
    requestId: string,
    reason: string | undefined,
    change: Pick<ChangePerson, 'kind' | 'role'>,
  ) => {
    await sendAction('POST /ops/v1/people/:personId/actions', {
      params: { personId },
      body: { requestId, ...change, ...(reason === undefined ? {} : { reason }) },
    });
    await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
    return null;
  };
}

export function RoleDialog({ person, close }: Props) {
  const change = useChange(person);
  const [role, setRole] = useState<Role>(person.role);
  return (
    <ActionDialog
      title={`Change the role of ${person.email}`}
      reach="In force at the person’s next request."
      notTouched="What the person did stays as it is."
      reason="optional"
      kind="role-changed"
      button={`Make ${person.name} ${role}`}
      ready={role !== person.role}
      close={close}
      action={(requestId, reason) => change(requestId, reason, { kind: 'role-changed', role })}
    >
      <RoleField role={role} choose={setRole} />
    </ActionDialog>
  );
}

export function DisableDialog({ person, close }: Props) {
  const change = useChange(person);
  const { email, isDisabled } = person;
  return isDisabled ? (
    <ActionDialog
      title={`Enable ${email}`}
      reach="The person can sign in again, with the password from before."
      notTouched="The role stays as it is."
      reason="optional"
      kind="enabled"
      button="Enable the account"
      close={close}
      action={(requestId, reason) => change(requestId, reason, { kind: 'enabled' })}
    />
  ) : (
    <ActionDialog
      title={`Disable ${email}`}
      reach="The person is signed out everywhere at once and can’t sign in."
      notTouched="What the person did stays as it is, and you can enable the account again."
      reason="required"
      kind="disabled"
      button="Disable the account"
      danger
      close={close}
      action={(requestId, reason) => change(requestId, reason, { kind: 'disabled' })}
    />
  );
}

export function EndSessionsDialog({ person, close }: Props) {
  const change = useChange(person);
  return (
    <ActionDialog
      title={`Sign ${person.email} out everywhere`}
      reach="All sessions of the person end at once."
      notTouched="The person can sign in again."
      reason="optional"
      kind="sessions-ended"
      button="End the sessions"
      close={close}
      action={(requestId, reason) => change(requestId, reason, { kind: 'sessions-ended' })}
    />
  );
}
