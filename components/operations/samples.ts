import { queryOptions } from '@tanstack/react-query';
import type { SampleRun, SampleState } from '../../contracts/samples.ts';
import { LIST_POLL_MS, SAMPLES_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

export const SAMPLES_KEY = ['samples'] as const;

/** What the first run offers, and what became of it. */
export const sampleState = (read: ReadOperations) =>
  queryOptions({
    queryKey: SAMPLES_KEY,
    queryFn: ({ signal }) => read<SampleState>('/v1/samples', signal),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? SAMPLES_POLL_MS : LIST_POLL_MS),
  });

const isOnItsWay = ({ endedAt, accepted, applied, rejected }: SampleRun): boolean =>
  endedAt === null || applied + rejected < accepted;

/** Whether anything that was begun has yet to come to its end. */
export function isUnderWay(state: SampleState | undefined): boolean {
  if (!state?.open) return false;
  const { traffic, poison, storePause } = state;
  return (
    (traffic !== null && isOnItsWay(traffic)) ||
    (poison !== null && poison.deadLetter?.state !== 'open' && poison.deadLetter?.state !== 'resolved') ||
    (storePause !== null && (storePause.endedAt === null || isOnItsWay(storePause.messages)))
  );
}
