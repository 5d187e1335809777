import type { ProblemName } from '../problem.ts';
import type { Route } from './route.ts';

/**
 * Whether the service's limits on number, bytes and time of requests apply to the route. Health and the reference must answer
 * at any load.
 */
export const isBounded = ({ permission, ownBounds, streams }: Route): boolean =>
  permission !== null && !ownBounds && streams !== 'for-ever';

/** The problems of a request that the server refuses before it knows its route. */
const OF_EVERY_ROUTE = [
  'invalid-request',
  'method-not-allowed',
  'request-timeout',
  'uri-too-long',
  'unsupported-encoding',
  'expectation-failed',
  'header-too-large',
] as const satisfies ProblemName[];

/** Every problem a route may answer with: those of its declaration, and those of every route of its kind. */
export function problemsOfRoute(route: Route): ProblemName[] {
  const { method, permission, problems = [] } = route;
  const isRead = method === 'GET';
  const all: ProblemName[] = [...OF_EVERY_ROUTE];
  if (!isRead) all.push('invalid-json', 'body-too-large', 'unsupported-media-type', 'overloaded');
  if (permission !== null) all.push('unauthorized', 'forbidden', 'too-many-requests', 'overloaded');
  if (isBounded(route)) all.push('unavailable');
  if (isBounded(route) && !isRead) all.push('outcome-unknown');
  return [...new Set([...all, ...problems, 'internal' as const])];
}
