import { formatTime } from '../format/time.ts';
import { useZone } from '../preferences/use-preferences.tsx';
import { Instant } from './instant.tsx';

/** From one time to another; one time where both read the same. ISO 8601. */
export function InstantSpan({ from, to, now }: { from: string; to: string; now: string }) {
  const zone = useZone();
  return (
    <>
      <Instant iso={from} now={now} />
      {formatTime(from, zone, now) !== formatTime(to, zone, now) && (
        <>
          {' '}
          – <Instant iso={to} now={now} />
        </>
      )}
    </>
  );
}
