const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Parts {
  year: string;
  month: number;
  day: string;
  clock: string;
  milliseconds: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Creating a formatter costs far more than using it, and a list formats hundreds of times. */
function formatIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    });
    formats.set(zone, format);
  }
  return format;
}

function partsOf(time: Date, zone: string): Parts {
  const found = Object.fromEntries(
    formatIn(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return {
    year: found.year as string,
    month: Number(found.month),
    day: String(Number(found.day)),
    clock: `${found.hour}:${found.minute}:${found.second}`,
    milliseconds: found.fractionalSecond as string,
  };
}

/** `03:04:11` on the day of `now`, `22 Nov 03:04` on another, the year if another. Unreadable times say so. */
export function formatTime(iso: string, zone: string, now: string): string {
  const time = new Date(iso);
  const today = new Date(now);
  if (Number.isNaN(time.getTime()) || Number.isNaN(today.getTime())) return 'unknown';
  const at = partsOf(time, zone);
  const then = partsOf(today, zone);
  if (at.year === then.year && at.month === then.month && at.day === then.day) return at.clock;
  const day = `${at.day} ${MONTHS[at.month - 1]}`;
  return `${at.year === then.year ? day : `${day} ${at.year}`} ${at.clock.slice(0, 5)}`;
}

/** `03:04:11.482`: for cards, where milliseconds matter. With its day when that is not `now`'s. */
export function formatExactTime(iso: string, zone: string, now: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return 'unknown';
  const { clock, milliseconds, ...at } = partsOf(time, zone);
  const then = partsOf(new Date(now), zone);
  const exact = `${clock}.${milliseconds}`;
  const sameDay = at.year === then.year && at.month === then.month && at.day === then.day;
  return sameDay ? exact : `${at.day} ${MONTHS[at.month - 1]} ${exact}`;
}

/** `23 Nov 2026 03:04:11.482 UTC+1`: whole, for definitions. */
export function formatInstant(iso: string, zone: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return 'unknown';
  const { year, month, day, clock, milliseconds } = partsOf(time, zone);
  return `${day} ${MONTHS[month - 1]} ${year} ${clock}.${milliseconds} ${offsetName(time, zone)}`;
}

/** `UTC`, `UTC+1`, `UTC+5:30`: the offset of a zone at that instant. */
function offsetName(time: Date, zone: string): string {
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const match = /^GMT([+-])0?([0-9]{1,2}):([0-9]{2})/.exec(name ?? '');
  if (!match || (match[2] === '0' && match[3] === '00')) return 'UTC';
  return `UTC${match[1] === '-' ? '−' : '+'}${match[2]}${match[3] === '00' ? '' : `:${match[3]}`}`;
}
