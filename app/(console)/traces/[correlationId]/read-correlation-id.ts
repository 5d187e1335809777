import { isCorrelationId } from '../../../../contracts/correlation-id.ts';
import { decodePath } from '../../../../contracts/routes/path.ts';

/** The correlation id in a part of an address; null where it is none. */
export function correlationIdIn(part: string): string | null {
  const id = decodePath(part);
  return id !== null && isCorrelationId(id) ? id : null;
}
