const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d)))?$/;

const MINUTE_MS = 60_000;

/**
 * The Unix ms of an RFC 3339 time, which has a zone, or of a date (its midnight in UTC); undefined for anything else, also for a
 * day that does not exist. A leap second counts as the second after it, as in Unix time.
 */
export function parseInstant(text: string): number | undefined {
  const match = dateTime.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Date.UTC reads years below 100 as years of the 20th century.
  if (year < 100) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const [sign, zoneHours = 0, zoneMinutes = 0] = match.slice(8, 11);
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * MINUTE_MS * (sign === '-' ? -1 : 1);
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - zone;
  // Leap seconds are inserted at the end of a UTC day (RFC 3339, 5.7).
  return second === 60 && at % (1_440 * MINUTE_MS) >= 1_000 ? undefined : at;
}

export const encodeInstant = (ms: number): string => new Date(ms).toISOString();
