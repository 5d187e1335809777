import { takesEvent } from '../../contracts/projection.ts';
import { invalidRequest } from '../http/invalid-request.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { StatusService } from './status-service.ts';

/**
 * The projections that the status of an event of this type covers: all that take it, or the requested one. Throws
 * ProblemError for an unknown projection, and for one that does not take the event.
 */
export function askedProjections(
  { projections }: Pick<StatusService, 'projections'>,
  eventType: string,
  only?: string,
): readonly ReadableProjection[] {
  const taking = projections.filter((projection) => takesEvent(projection, eventType));
  if (only === undefined) return taking;
  const asked = taking.filter(({ name }) => name === only);
  if (asked.length > 0) return asked;
  const detail = projections.some(({ name }) => name === only)
    ? `is not valid: ${only} does not apply ${eventType} events. Projections that do: ${namesOf(taking)}`
    : `must be one of ${namesOf(projections)}`;
  throw invalidRequest({ in: 'query', pointer: '/projection', detail });
}

const namesOf = (projections: readonly ReadableProjection[]) =>
  projections.map(({ name }) => name).join(', ') || 'none';
