import { queryOptions } from '@tanstack/react-query';
import type { CommandDetail } from '../../contracts/command-detail.ts';
import { COMMAND_DETAIL_POLL, LIST_POLL_MS } from '../limits.ts';
import { commandDetailOutcome } from '../ui/status/command-detail-status.ts';
import { isInFlight } from '../ui/status/command-status.ts';
import type { CallOperations } from './client.ts';

export const commandDetailQuery = (call: CallOperations, commandId: string) =>
  queryOptions({
    queryKey: ['commands', 'commandDetail', commandId],
    queryFn: ({ signal }) => call('GET /ops/v1/commands/:commandId', { params: { commandId } }, signal),
    refetchInterval: ({ state }) => commandDetailPollMs(state.data),
  });

/** How often to read a command's detail again, in milliseconds; false when nothing in it will change. */
export function commandDetailPollMs(commandDetail: CommandDetail | undefined): number | false {
  if (!commandDetail) return LIST_POLL_MS;
  const outcome = commandDetailOutcome(commandDetail);
  if (outcome === 'applied' || outcome === 'rejected')
    return commandDetail.status?.complete === false ? LIST_POLL_MS : false;
  if (outcome === 'past_retention' || outcome === 'before_log' || outcome === 'lost_by_log') return false;
  if (commandDetail.command === null || !isInFlight(outcome)) return LIST_POLL_MS;
  const ageMs = Date.parse(commandDetail.readAt) - Date.parse(commandDetail.command.acceptedAt);
  return COMMAND_DETAIL_POLL.find(({ untilAgeMs }) => ageMs < untilAgeMs)?.everyMs ?? LIST_POLL_MS;
}
