import type { ReactNode } from 'react';

/** A small table beside a picture. It scrolls by itself if it is wider than its place. */
export function ScrollTable({
  label,
  heads,
  rows,
}: {
  label: string;
  heads: readonly ReactNode[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    // A box that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section className="@container/list max-h-120 overflow-auto" tabIndex={0} aria-label={label}>
      <table className="w-full whitespace-nowrap text-left">
        <thead className="sticky top-0 bg-sunken text-ink-2 text-small">
          <tr>
            {heads.map((head, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same.
              <th key={index} scope="col" className="h-7 px-3 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-line border-b">
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same.
                <td key={index} className="h-7 px-3">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
