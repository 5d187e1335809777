import type { Trace } from '../../contracts/traces.ts';
import { commandTitle } from '../format/command-title.ts';
import { cutId } from '../format/cut-id.ts';
import { formatDuration } from '../format/duration.ts';
import { Instant } from '../instant.tsx';
import { TimeHead } from '../list/time-head.tsx';
import { ScrollTable } from './scroll-table.tsx';
import { segmentWord } from './segment-words.ts';

/** The waterfall as a table: every part of every way. */
export function SegmentTable({ trace }: { trace: Trace }) {
  const rows = trace.commands.flatMap(({ commandId, command, projections }) =>
    projections.flatMap(({ projection, segments }) =>
      segments.map((segment, index) => ({
        key: `${commandId} ${projection} ${index}`,
        cells: [
          <span key="command" title={commandId}>
            {commandTitle(command)} <span className="mono text-ink-2">{cutId(commandId)}</span>
          </span>,
          commandTitle(projection),
          segmentWord[segment.kind],
          <Instant key="from" iso={segment.from} now={trace.readAt} as="exact" />,
          segment.open ? 'lasts still' : <Instant key="to" iso={segment.to} now={trace.readAt} as="exact" />,
          `${formatDuration(segment.ms)}${segment.open ? '…' : ''}`,
          segment.attempt ?? '—',
        ],
      })),
    ),
  );
  return (
    <ScrollTable
      label="The waterfall as a table"
      heads={['Command', 'Into', 'Part', <TimeHead key="from">From</TimeHead>, 'To', 'Took', 'Attempt']}
      rows={rows}
    />
  );
}
