import type { TraceCommand } from '../../../contracts/traces.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ScrollTable } from './scroll-table.tsx';

/** Every stage of a command by time, and whose clock gave it. */
export function StageTable({ command, now }: { command: TraceCommand; now: string }) {
  const rows = [
    ...command.stages.map((stage) => ({ ...stage, where: 'Pipeline' })),
    ...command.projections.flatMap(({ projection, stages }) =>
      stages.map((stage) => ({ ...stage, where: commandTitle(projection) })),
    ),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <ScrollTable
      label="Stages"
      heads={[
        <TimeHead key="at">At</TimeHead>,
        'Where',
        'What',
        'Clock',
        'Attempt',
        'Process, version',
        'Detail',
      ]}
      rows={rows.map((row, index) => ({
        key: `${index} ${row.kind}`,
        cells: [
          <Instant key="at" iso={row.at} now={now} as="exact" />,
          row.where,
          row.kind.replaceAll('-', ' '),
          row.clock,
          row.attempt ?? '—',
          row.process === null ? (
            '—'
          ) : (
            <Inert key="who" text={row.version === null ? row.process : `${row.process}, ${row.version}`} />
          ),
          row.detail === null ? '—' : <Inert key="detail" text={row.detail} />,
        ],
      }))}
    />
  );
}
