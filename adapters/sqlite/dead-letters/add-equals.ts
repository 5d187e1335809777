/** Adds a condition for each field of a filter that is set: its column equals the value. */
export function addEquals<Columns extends Readonly<Record<string, string>>>(
  parts: string[],
  values: (string | number)[],
  columns: Columns,
  filter: { readonly [Field in keyof Columns]?: string | number | undefined },
): void {
  for (const [name, column] of Object.entries(columns) as [keyof Columns, string][]) {
    const value = filter[name];
    if (value === undefined) continue;
    parts.push(`${column} = ?`);
    values.push(value);
  }
}
