import { isDeadLetterId } from '../../../../contracts/dead-letter-id.ts';
import { decodePath } from '../../../../contracts/routes/path.ts';

/** The id of a dead letter in a part of an address; null if the part is no such id. */
export function deadLetterIdIn(part: string): string | null {
  const id = decodePath(part);
  return id !== null && isDeadLetterId(id) ? id : null;
}
