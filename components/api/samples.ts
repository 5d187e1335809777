import { queryOptions } from '@tanstack/react-query';
import type { SampleRun, SampleState } from '../../contracts/samples.ts';
import { LIST_POLL_MS, NO_SAMPLES_POLL_MS, SAMPLES_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const SAMPLES_KEY = ['samples'] as const;

/** What the first run offers, and what became of it. */
export const sampleState = (call: CallOperations) =>
  queryOptions({
    queryKey: SAMPLES_KEY,
    queryFn: ({ signal }) => call('GET /ops/v1/samples', {}, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.open === false ? NO_SAMPLES_POLL_MS : isUnderWay(data) ? SAMPLES_POLL_MS : LIST_POLL_MS,
  });

/** What was not applied by then is told of at the pace of every list. */
const FOLLOWED_MS = 300_000;

const isOnItsWay = ({ endedAt, accepted, applied, rejected }: SampleRun, readAt: string): boolean =>
  endedAt === null ||
  (applied + rejected < accepted && Date.parse(readAt) - Date.parse(endedAt) < FOLLOWED_MS);

/** Whether anything that was begun has yet to come to its end. */
function isUnderWay(state: SampleState | undefined): boolean {
  if (!state?.open) return false;
  const { traffic, poison, storePause, readAt } = state;
  return (
    (traffic !== null && isOnItsWay(traffic, readAt)) ||
    (poison !== null && (poison.deadLetter === null || poison.deadLetter.state === 'replaying')) ||
    (storePause !== null && (storePause.endedAt === null || isOnItsWay(storePause.messages, readAt)))
  );
}
