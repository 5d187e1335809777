import type { FoundGeneration } from '../../adapters/jetstream/streams/list-generations.ts';
import type { Fill } from '../../workers/rebuild/read-fill.ts';

const number = new Intl.NumberFormat('en');

/** Describes for people what a rebuild would do. */
export function describeRebuild(
  title: string,
  place: string,
  generations: FoundGeneration[],
  isOfAnotherLog: boolean,
): string {
  const streams = generations.flatMap((generation) => [...generation.streams.values()]);
  const events = streams.reduce((sum, { state }) => sum + state.messages, 0);
  const expired = streams.reduce((sum, { state }) => sum + Math.max(0, state.first_seq - 1), 0);
  const oldest = streams
    .filter(({ state }) => state.messages > 0)
    .map(({ state }) => state.first_ts)
    .sort()[0];
  return [
    `${title} in ${place}`,
    '  will be emptied and filled again from the log.',
    `  The log holds ${number.format(events)} events${oldest ? `, the oldest of ${oldest}` : ''}.`,
    ...(isOfAnotherLog
      ? [
          '  ATTENTION: The store was filled from another log. Everything that only that log holds will be removed.',
        ]
      : []),
    ...(expired > 0
      ? [
          `  ATTENTION: ${number.format(expired)} older events have expired from the log. Their effects will be removed.`,
        ]
      : []),
    '  During the rebuild commands are accepted as usual, and reads show what is applied so far (Waybill-Behind: yes).',
    '',
  ].join('\n');
}

/** The progress in one line. */
export function describeFill({ done, total }: Fill, seconds: number): string {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? `, about ${Math.ceil((total - done) / rate)} s left` : '';
  return `${number.format(done)} of ${number.format(total)} (${percent} %), ${number.format(Math.round(rate))}/s${left}`;
}
