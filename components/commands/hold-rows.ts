import type { CommandSummary } from '../../contracts/slip.ts';

export interface HeldRows {
  rows: CommandSummary[];
  /** How many newer commands wait to be shown. */
  waiting: number;
}

/**
 * What a live list shows while somebody reads it: the same rows in the same places, their states kept up to date
 * where they are; what is new waits to be asked for.
 */
export function holdRows(shown: readonly CommandSummary[], latest: readonly CommandSummary[]): HeldRows {
  const now = new Map(latest.map((command) => [command.commandId, command]));
  const ids = new Set(shown.map(({ commandId }) => commandId));
  return {
    rows: shown.map((command) => now.get(command.commandId) ?? command),
    waiting: latest.filter(({ commandId }) => !ids.has(commandId)).length,
  };
}
