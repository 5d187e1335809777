import { isCorrelationId } from '../../../../contracts/correlation-id.ts';
import { decodePath } from '../../../../contracts/routes/path.ts';

/** The correlation id in a part of an address; null if the part is no such id. */
export function correlationIdIn(part: string): string | null {
  const id = decodePath(part);
  return id !== null && isCorrelationId(id) ? id : null;
}
