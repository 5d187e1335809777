'use client';

import { Banner } from '../../../../components/banner.tsx';
import { CommandView } from '../../../../components/commands/command-view.tsx';
import { useCommandSlip } from '../../../../components/commands/use-command-slip.ts';
import { Frame } from '../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../components/frame/liveness.tsx';
import { slipPollMs } from '../../../../components/operations/command-slip.ts';
import { livenessOf } from '../../../../components/operations/liveness-of.ts';

export function CommandPage({ commandId, from }: { commandId: string; from: string }) {
  const query = useCommandSlip(commandId);
  useReportLiveness(livenessOf(query, slipPollMs(query.data)));
  return (
    <Frame title={query.data?.command?.title ?? 'Command'} parent={{ title: 'Commands', href: from }}>
      <Banner error={query.error} since={query.data?.readAt ?? null} />
      <CommandView commandId={commandId} query={query} layout="page" />
    </Frame>
  );
}
