'use client';

import { usePermission } from '../../../components/api/use-permission.ts';
import { ApiKeys, People } from '../../../components/features/access/access-sections.tsx';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

/** Who has access: people and programs. */
export function AccessPage() {
  const mayRead = usePermission('access:read');
  return (
    <Frame title="Access">
      {mayRead ? (
        <div className="flex flex-col gap-8">
          <People />
          <ApiKeys />
        </div>
      ) : (
        <Notice title="Only admins see who has access">
          <p>Your role does not include it. Ask an admin if you need something here.</p>
        </Notice>
      )}
    </Frame>
  );
}
