'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ApiKey } from '../../../contracts/access/api-key.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { API_KEYS_KEY } from '../../api/api-keys.ts';
import { sendAction } from '../../api/send-action.ts';
import { ShownKey } from './shown-key.tsx';

const OVERLAP_HOURS = 24;

interface Props {
  apiKey: ApiKey;
  close(): void;
}

/** A new key in place of the present one, which stays valid for a day. */
export function RotateKeyDialog({ apiKey: { keyId, name }, close }: Props) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      title={`Rotate the key of ${name}`}
      reach={`A new key takes the place of the present one, with the same name, scopes and channels. The present one stays valid for ${OVERLAP_HOURS} hours: change the program within that time.`}
      notTouched="If the present key has leaked, revoke it instead: a rotation does not end it at once."
      reason="optional"
      kind="api-key-rotated"
      button="Rotate the key"
      close={close}
      action={async (requestId, reason) => {
        const { key } = await sendAction('POST /ops/v1/api-keys/:keyId/rotate', {
          params: { keyId },
          body: { requestId, overlapHours: OVERLAP_HOURS, ...(reason === undefined ? {} : { reason }) },
        });
        await queries.invalidateQueries({ queryKey: API_KEYS_KEY });
        return <ShownKey apiKey={key} />;
      }}
    />
  );
}

/** Ends a key for good. */
export function RevokeKeyDialog({ apiKey: { keyId, name }, close }: Props) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      title={`Revoke the key of ${name}`}
      reach="Every gateway refuses it within a second, with this reason, and for good."
      notTouched="Commands that it sent stay as they are: those that are accepted are still applied."
      reason="required"
      kind="api-key-revoked"
      button="Revoke the key"
      danger
      close={close}
      action={async (requestId, reason) => {
        await sendAction('POST /ops/v1/api-keys/:keyId/revoke', {
          params: { keyId },
          body: { requestId, ...(reason === undefined ? {} : { reason }) },
        });
        await queries.invalidateQueries({ queryKey: API_KEYS_KEY });
        return null;
      }}
    />
  );
}
