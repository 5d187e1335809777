'use client';

import { formatExactTime, formatInstant, formatTime } from '../format/time.ts';
import { useZone } from '../preferences/use-preferences.tsx';

/** A time in the chosen zone, machine-readable in UTC. `now` decides whether the day is shown. */
export function Instant({
  iso,
  now,
  as = 'time',
}: {
  iso: string;
  now: string;
  as?: 'time' | 'exact' | 'instant';
}) {
  const zone = useZone();
  const text =
    as === 'instant'
      ? formatInstant(iso, zone)
      : as === 'exact'
        ? formatExactTime(iso, zone, now)
        : formatTime(iso, zone, now);
  return (
    <time dateTime={iso} title={iso}>
      {text}
    </time>
  );
}
