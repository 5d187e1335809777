import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { readRescue } from './read-rescue.ts';

export interface Replacement {
  byEventId: string;
  /** Unix ms, by the log's clock. */
  at: number;
}

/**
 * What took the place of a dead-lettered command, which the ledger does not tell; undefined where nothing did, and while
 * one of its projections has yet to be mended. Throws StoreFailure.
 */
export async function readReplacement(
  index: DeadLetterIndex,
  projections: readonly string[],
  command: CommandRow,
): Promise<Replacement | undefined> {
  const position = encodePosition(command.position);
  const read = await Promise.all(projections.map((name) => readRescue(index, name, position)));
  const edits = read.filter(({ failures }) => failures.length > 0).map(({ rescue }) => rescue.edited);
  let last: Replacement | undefined;
  for (const edit of edits) {
    if (edit === null) return undefined;
    if (last === undefined || edit.at > last.at) last = edit;
  }
  return last;
}
