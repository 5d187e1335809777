import type { ProblemName } from '../problem.ts';
import type { Route } from './route.ts';

/** Every problem a route may answer with: those of its declaration, and those that its kind brings. */
export function problemsOfRoute({
  method,
  permission,
  problems = [],
  ownBounds,
  streams,
}: Route): ProblemName[] {
  const isRead = method === 'GET';
  const isBounded = permission !== null && !ownBounds && streams !== 'for-ever';
  const all: ProblemName[] = ['invalid-request'];
  if (!isRead) all.push('invalid-json', 'body-too-large', 'unsupported-media-type', 'overloaded');
  if (permission !== null) all.push('unauthorized', 'forbidden');
  if (isBounded) all.push('unavailable');
  if (isBounded && !isRead) all.push('outcome-unknown');
  return [...new Set([...all, ...problems, 'internal' as const])];
}
