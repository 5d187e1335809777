import { hash } from 'node:crypto';
import type { Permission } from '../../contracts/permissions.ts';
import type { IdentifyCaller } from './permit-callers.ts';
import { ProblemError } from './problem-error.ts';

const bearer = /^Bearer +([^\s]+) *$/i;

/**
 * Callers by API key; all have the same permissions. Keys are held as digests, so that neither a look-up's time nor a heap
 * dump tells one.
 */
export function identifyByApiKey(
  keys: readonly { caller: string; key: string }[],
  permissions: readonly Permission[],
): IdentifyCaller {
  const all = new Set(permissions);
  const callers = new Map(
    keys.map(({ caller, key }) => [hash('sha256', key), { id: caller, permissions: all }] as const),
  );
  return (authorization) => {
    const key = authorization === undefined ? undefined : bearer.exec(authorization)?.[1];
    const caller = key === undefined ? undefined : callers.get(hash('sha256', key));
    if (caller) return caller;
    const detail =
      authorization === undefined
        ? 'Send your API key as Authorization: Bearer <key>.'
        : 'The API key is not known here. Check it, and send it as Authorization: Bearer <key>.';
    throw new ProblemError('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer' } });
  };
}
