'use client';

import type { ReactNode } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { Notice } from '../notice.tsx';
import { useConsoleFacts } from '../providers.tsx';

/** An empty log: what will be here, and how to send the first command. */
export function FirstCommand({
  title,
  children,
}: {
  title: string;
  /** What will be here. */
  children: ReactNode;
}) {
  const { gatewayUrl } = useConsoleFacts();
  const curl = [
    `curl -i -X PUT ${gatewayUrl}/v1/channels/general \\`,
    `  -H "Authorization: Bearer $WAYBILL_API_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"title":"General"}'`,
  ].join('\n');
  return (
    <Notice title={title}>
      {children}
      <p>To send one by hand, put the API key that was printed at start into WAYBILL_API_KEY and paste:</p>
      <div className="flex items-start gap-2 rounded-slip bg-sunken p-3">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{curl}</pre>
        <CopyButton text={curl} what="the curl" />
      </div>
    </Notice>
  );
}
