import { deadLetterIdOf } from '../../../contracts/dead-letter.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { readRescue } from './read-rescue.ts';

interface Replacement {
  byEventId: string;
  /** Unix ms, by the log's clock. */
  at: number;
}

/**
 * The command that replaced a dead-lettered one, which the ledger does not record; undefined if there is none, and while one
 * of its projections is not fixed yet, by an edit or otherwise. Throws StoreFailure.
 */
export async function readReplacement(
  index: DeadLetterIndex,
  projections: readonly string[],
  command: CommandRow,
): Promise<Replacement | undefined> {
  const position = encodePosition(command.position);
  let replacement: Replacement | undefined;
  for (const name of projections) {
    const { rescue, failures } = await readRescue(index, name, position);
    if (failures.length === 0) continue;
    const { edited } = rescue;
    if (edited) replacement ??= edited;
    else if ((await index.deadLetter(deadLetterIdOf(name, position)))?.state !== 'resolved') return undefined;
  }
  return replacement;
}
