'use client';

import { commandDetailPollMs } from '../../../../components/api/command-detail.ts';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../../components/api/liveness-of.ts';
import { CommandView } from '../../../../components/features/commands/detail/command-view.tsx';
import { useCommandDetail } from '../../../../components/features/commands/detail/use-command-detail.ts';
import { Frame } from '../../../frame.tsx';

export function CommandPage({ commandId, from }: { commandId: string; from: string }) {
  const query = useCommandDetail(commandId);
  useReportLiveness(livenessOf(query, commandDetailPollMs(query.data)));
  return (
    <Frame title={query.data?.command?.title ?? 'Command'} parent={{ title: 'Commands', href: from }}>
      <Banner error={query.error} since={query.data?.readAt ?? null} />
      <CommandView commandId={commandId} query={query} layout="page" />
    </Frame>
  );
}
