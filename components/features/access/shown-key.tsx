'use client';

import { CopyButton } from '../../ui/buttons/copy-button.tsx';

/** A new key. It is shown only this once. */
export function ShownKey({ apiKey }: { apiKey: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p>Copy the key now: it is shown this once. Waybill keeps only its digest.</p>
      <p className="flex items-center gap-2">
        <code className="mono min-w-0 break-all">{apiKey}</code>
        <CopyButton text={apiKey} what="the key" />
      </p>
      <p className="text-ink-2">
        Gateways accept it within a second. Clients send it as “Authorization: Bearer …”.
      </p>
    </div>
  );
}
