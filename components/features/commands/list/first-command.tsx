'use client';

import type { ReactNode } from 'react';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { useConsoleFacts } from '../../../ui/environment/console-facts.ts';
import { Notice } from '../../../ui/notices/notice.tsx';

/** Shown for an empty log: what the page will list, and how to send the first command. */
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
    `curl -i ${gatewayUrl}/v1/channels/general/messages \\`,
    `  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"text":"Hello"}'`,
  ].join('\n');
  return (
    <Notice title={title}>
      {children}
      <p>
        To send one by hand, set <code>KEY</code> to the API key, which the start printed unless it was
        configured, and paste:
      </p>
      <div className="flex items-start gap-2 rounded-card bg-sunken p-3">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{curl}</pre>
        <CopyButton text={curl} what="the curl" />
      </div>
    </Notice>
  );
}
