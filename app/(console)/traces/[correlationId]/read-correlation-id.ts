import { isCorrelationId } from '../../../../components/ui/search-params/traces.ts';

/** The correlation id in a part of an address; null where it is none. */
export function correlationIdIn(part: string): string | null {
  try {
    const id = decodeURIComponent(part);
    return isCorrelationId(id) ? id : null;
  } catch {
    return null;
  }
}
