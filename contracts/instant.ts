const instant =
  /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/** The Unix ms of a date (its midnight in UTC) or an RFC 3339 time; undefined for anything else, also for 30 February. */
export function parseInstant(text: string): number | undefined {
  const match = instant.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC reads years below 100 as years of the 20th century.
  if (date.getUTCMonth() !== month - 1 || year < 100) return undefined;
  return Date.parse(text);
}

export const encodeInstant = (ms: number): string => new Date(ms).toISOString();
