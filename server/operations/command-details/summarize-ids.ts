import type { CommandSummaries, CommandSummary } from '../../../contracts/command-detail.ts';
import { locateCommand } from '../../status/locate-command.ts';
import { readStatus } from '../../status/read-status.ts';
import type { StatusService } from '../../status/status-service.ts';
import { summarizeCommand } from './summarize-command.ts';

/**
 * The commands of these ids (in lower case) in the log, in the order of the ids; unknown ids separately. Throws
 * LogUnavailable.
 */
export async function summarizeIds(
  service: StatusService,
  ids: readonly string[],
): Promise<CommandSummaries> {
  const commands: CommandSummary[] = [];
  const unknown: string[] = [];
  // In parallel: each search may take its whole deadline, and the console waits for all of them.
  const summaries = await Promise.all(ids.map((id) => summarizeId(service, id)));
  for (const [at, id] of ids.entries()) {
    const summary = summaries[at];
    if (summary) commands.push(summary);
    else unknown.push(id);
  }
  return { commands, unknown, readAt: new Date().toISOString() };
}

async function summarizeId(service: StatusService, id: string): Promise<CommandSummary | undefined> {
  const location = await locateCommand(service, id, undefined);
  if (!('event' in location)) return undefined;
  return summarizeCommand(location.event, await readStatus(service, location.event));
}
