import { queryOptions } from '@tanstack/react-query';
import type { Slip } from '../../contracts/slip.ts';
import { LIST_POLL_MS, SLIP_POLL } from '../limits.ts';
import { isOnItsWay } from '../ui/status/command-status.ts';
import { slipOutcome } from '../ui/status/slip-status.ts';
import type { ReadOperations } from './read-operations.ts';

export const commandSlip = (read: ReadOperations, commandId: string) =>
  queryOptions({
    queryKey: ['commands', 'slip', commandId],
    queryFn: ({ signal }) => read<Slip>(`/v1/commands/${encodeURIComponent(commandId)}`, signal),
    refetchInterval: ({ state }) => slipPollMs(state.data),
  });

/** How often to ask for a slip again, in milliseconds; false when nothing about it will change. */
export function slipPollMs(slip: Slip | undefined): number | false {
  if (!slip) return LIST_POLL_MS;
  const outcome = slipOutcome(slip);
  if (outcome === 'applied' || outcome === 'rejected') return false;
  if (outcome === 'past_retention' || outcome === 'before_log' || outcome === 'lost_by_log') return false;
  if (slip.command === null || !isOnItsWay(outcome)) return LIST_POLL_MS;
  const ageMs = Date.parse(slip.readAt) - Date.parse(slip.command.acceptedAt);
  return SLIP_POLL.find(({ untilAgeMs }) => ageMs < untilAgeMs)?.everyMs ?? LIST_POLL_MS;
}
