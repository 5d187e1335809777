import type { Trace } from '../../../contracts/traces.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { segmentWord } from '../../ui/waits/segment-words.ts';
import { ScrollTable } from './scroll-table.tsx';

/** The waterfall as a table: every part of every timeline. */
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
          segment.open ? 'still open' : <Instant key="to" iso={segment.to} now={trace.readAt} as="exact" />,
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
