/**
 * Classes of ranges by length: up to 16, 256, 4,096 and 65,536. In each class only a few ranges can contain a sequence, and
 * those begin shortly before it. A search over ranges of all lengths would read every short one near it.
 */
const RANGE_CLASSES = [16, 256, 4_096, 65_536] as const;

export const rangeClass = (first: number, last: number): number =>
  RANGE_CLASSES.findIndex((longest) => last - first < longest);

/**
 * SQL that selects `columns` of a table's rows whose range overlaps [?low, ?high], from every class. `fixed`: the conditions
 * that come before the class in its index.
 */
export const reachingInto = (
  columns: string,
  table: string,
  fixed: string,
  [low, high]: readonly [string, string],
  rest = '',
): string =>
  RANGE_CLASSES.map(
    (longest, n) =>
      `SELECT ${columns} FROM ${table} WHERE ${fixed} AND class = ${n} AND first BETWEEN ${low} - ${longest - 1} AND ${high} AND last >= ${low} ${rest}`,
  ).join(' UNION ALL ');
