import type { ProblemName } from '../problem.ts';
import type { Route } from './route.ts';

/**
 * Whether the service's limits on number, bytes and time of requests apply to the route. Health and the reference must answer
 * at any load.
 */
export const isBounded = ({ permission, ownBounds, streams }: Route): boolean =>
  permission !== null && !ownBounds && streams !== 'for-ever';

/** Every problem a route may answer with: those of its declaration, and those of every route of its kind. */
export function problemsOfRoute(route: Route): ProblemName[] {
  const { method, permission, problems = [] } = route;
  const isRead = method === 'GET';
  const all: ProblemName[] = ['invalid-request'];
  if (!isRead) all.push('invalid-json', 'body-too-large', 'unsupported-media-type', 'overloaded');
  if (permission !== null) all.push('unauthorized', 'forbidden');
  if (isBounded(route)) all.push('unavailable');
  if (isBounded(route) && !isRead) all.push('outcome-unknown');
  return [...new Set([...all, ...problems, 'internal' as const])];
}
