import type { ReactNode } from 'react';

export interface FactColumn<Row> {
  head: ReactNode;
  cell(row: Row): ReactNode;
  numeric?: boolean;
  /** Hidden on narrow screens, which show only the most important columns. */
  wide?: boolean;
}

/** A short table within a page, for the parts of a consumer. Lists with filters or a drawer are DataTables. */
export function ConsumerTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly FactColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}) {
  const classOf = ({ numeric, wide }: FactColumn<Row>) =>
    `px-3 first:pl-0 last:pr-0 ${numeric ? 'text-right' : 'text-left'} ${wide ? '@max-[40rem]/facts:hidden' : ''}`;
  return (
    <div className="@container/facts max-cramped:overflow-x-auto">
      <table aria-label={label} className="w-full">
        <thead className="text-ink-2 text-small">
          <tr className="border-line border-b">
            {columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
              <th key={at} scope="col" className={`h-7 font-normal ${classOf(column)}`}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-line border-b">
              {columns.map((column, at) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                  key={at}
                  className={`h-8 [&>a]:inline-block ${column.numeric ? '' : '[overflow-wrap:anywhere]'} ${classOf(column)}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
