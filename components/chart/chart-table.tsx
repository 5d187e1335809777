'use client';

import { Instant } from '../instant.tsx';
import { TimeHead } from '../list/time-head.tsx';
import type { ChartProps } from './chart-props.ts';

/** The same data as a table, the newest first. */
export function ChartTable({ title, points, lines, format }: ChartProps) {
  const now = new Date(points.at(-1)?.at ?? 0).toISOString();
  return (
    // A box that scrolls has to be reachable by keyboard.
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
          {points.toReversed().map((point) => (
            <tr key={point.at} className="border-line border-b">
              <td className="h-7 px-3 text-left">
                <Instant iso={new Date(point.at).toISOString()} now={now} />
              </td>
              {lines.map(({ key }) => {
                const value = point[key];
                return (
                  <td key={key} className="px-3">
                    {value === null || value === undefined ? 'unknown' : format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
