import { formatDuration } from '../../../contracts/words/duration.ts';
import { Instant } from '../text/instant.tsx';
import { segmentWord } from './segment-words.ts';
import type { Wait } from './waits-of.ts';

/** `Waited 3 h 02 min: store outage 03:04:11 – 06:06:40`. */
export function WaitLine({ wait, now }: { wait: Wait; now: string }) {
  const { kind, ms, from, to, open, times } = wait;
  return (
    <>
      {open ? 'Has waited' : 'Waited'} {formatDuration(ms)}: {segmentWord[kind]}
      {times > 1 && `, ${times} times`} <Instant iso={from} now={now} /> –{' '}
      {open ? 'now' : <Instant iso={to} now={now} />}
    </>
  );
}
