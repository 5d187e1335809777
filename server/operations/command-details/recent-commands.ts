import { readTail } from '../../../adapters/jetstream/connection/read-tail.ts';
import { currentGeneration } from '../../../adapters/jetstream/streams/list-generations.ts';
import type { RecentCommands } from '../../../contracts/command-detail.ts';
import { type LoggedEvent, UndecodableEvent } from '../../../contracts/event.ts';
import { loggedEventOf } from '../../status/logged-event-of.ts';
import { readStatus } from '../../status/read-status.ts';
import type { StatusService } from '../../status/status-service.ts';
import { summarizeCommand } from './summarize-command.ts';

/** The newest commands of the log, newest first. Throws LogUnavailable. */
export async function recentCommands(service: StatusService, limit: number): Promise<RecentCommands> {
  const generation = await currentGeneration(service.link);
  const tail = await readTail(service.link, generation, limit);
  const events = tail.flatMap(({ position, message }): LoggedEvent[] => {
    try {
      return [loggedEventOf({ position, message }, service.search)];
    } catch (error) {
      // A message that is not an event is not a command; the worker turns it into a dead letter.
      if (error instanceof UndecodableEvent) return [];
      throw error;
    }
  });
  const commands = await Promise.all(
    events.map(async (event) => summarizeCommand(event, await readStatus(service, event))),
  );
  return { commands, readAt: new Date().toISOString() };
}
