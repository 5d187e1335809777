import type { CommandSummaries, CommandSummary } from '../../contracts/slip.ts';
import { locateCommand } from '../status/locate-command.ts';
import { readStatus } from '../status/read-status.ts';
import type { StatusService } from '../status/status-service.ts';
import { summarizeCommand } from './summarize-command.ts';

/** What the log knows of some ids, in their order; those it knows nothing of apart. Throws LogUnavailable. */
export async function summarizeIds(
  service: StatusService,
  ids: readonly string[],
): Promise<CommandSummaries> {
  const commands: CommandSummary[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const location = await locateCommand(service.link, id.toLowerCase(), undefined, service.search);
    if ('event' in location) {
      const { state } = await readStatus(service, location.event);
      commands.push(summarizeCommand(location.event, state));
    } else unknown.push(id);
  }
  return { commands, unknown, readAt: new Date().toISOString() };
}
