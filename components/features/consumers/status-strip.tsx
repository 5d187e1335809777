import { formatDuration } from '../../../contracts/words/duration.ts';
import type { StatusSpan } from '../../ui/chart/lag-points.ts';
import { consumerStatus } from '../../ui/status/consumer-status.ts';
import { familyClass } from '../../ui/status/family.ts';

const WIDTH = 1_000;

/** A strip of four pixels under the axis of a chart: the status over time. Its accessible name says the same. */
export function StatusStrip({
  spans,
  from,
  until,
}: {
  spans: readonly StatusSpan[];
  from: number;
  until: number;
}) {
  const place = (at: number) => (Math.max(0, Math.min(at - from, until - from)) / (until - from)) * WIDTH;
  const lasted = new Map<string, number>();
  for (const span of spans) {
    const { word } = consumerStatus[span.status];
    lasted.set(word, (lasted.get(word) ?? 0) + span.until - span.from);
  }
  const said = [...lasted].map(([word, ms]) => `${word} for ${formatDuration(ms)}`).join(', ');
  return (
    // Indented like the chart's axis.
    <div className="pr-2 pl-14">
      <svg
        viewBox={`0 0 ${WIDTH} 4`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Status: ${said === '' ? 'no data' : said}`}
        className="block h-1 w-full bg-sunken"
      >
        {spans.map((span) => (
          <rect
            key={span.from}
            x={place(span.from)}
            width={Math.max(2, place(span.until) - place(span.from))}
            height={4}
            className={`${familyClass[consumerStatus[span.status].family]} fill-(--status-mark)`}
          />
        ))}
      </svg>
    </div>
  );
}
