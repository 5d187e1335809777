'use client';

import { PageLink } from '../links/page-link.tsx';
import { familyClass } from '../status/family.ts';
import { StatusMark } from '../status/status-mark.tsx';
import { TimeHead } from '../table/time-head.tsx';
import { Inert } from '../text/inert.tsx';
import { Instant } from '../text/instant.tsx';
import type { ChartMarker, ChartPoint, ChartProps } from './chart-props.ts';

/** The same data as a table, the newest first, with the markers between the rows. */
export function ChartTable({ title, points, lines, format, markers = [] }: ChartProps) {
  const first = points[0]?.at ?? 0;
  const rows: (ChartPoint | ChartMarker)[] = [...points, ...markers.filter(({ at }) => at >= first)].sort(
    (a, b) => b.at - a.at,
  );
  const now = new Date(points.at(-1)?.at ?? 0).toISOString();
  return (
    // A box that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section className="max-h-60 overflow-y-auto" tabIndex={0} aria-label={`${title} as a table`}>
      <table className="w-full text-right">
        <thead className="sticky top-0 bg-sunken text-ink-2 text-small">
          <tr>
            <th scope="col" className="h-7 px-3 text-left font-normal">
              <TimeHead>At</TimeHead>
            </th>
            {lines.map(({ key, name }) => (
              <th key={key} scope="col" className="px-3 font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.at} ${row.name ?? ''}`} className="border-line border-b">
              <td className="h-7 px-3 text-left">
                <Instant iso={new Date(row.at).toISOString()} now={now} />
              </td>
              {isMarker(row) ? (
                <td colSpan={lines.length} className="px-3 text-left">
                  <PageLink
                    href={row.href}
                    className={`${familyClass[row.status.family]} inline-flex items-center gap-2`}
                  >
                    <StatusMark mark={row.status.mark} />
                    <Inert text={row.name} />
                  </PageLink>
                </td>
              ) : (
                lines.map(({ key, format: own = format }) => {
                  const value = row[key];
                  return (
                    <td key={key} className="px-3">
                      {value === null || value === undefined ? 'unknown' : own(value)}
                    </td>
                  );
                })
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isMarker = (row: ChartPoint | ChartMarker): row is ChartMarker => typeof row.href === 'string';
