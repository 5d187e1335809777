import { hash } from 'node:crypto';
import { permissionsOf, type Role } from '../../../contracts/permissions.ts';
import type { Principal } from '../../../contracts/principal.ts';
import type { Identifier } from './identifier.ts';

const bearer = /^Bearer +([^\s]+) *$/i;

export interface ApiKeysOptions {
  /** The name of this set of keys: a principal's `identifiedBy`. */
  name: string;
  keys: readonly { caller: string; key: string }[];
  /** The role of every key of the set. */
  role: Role;
}

/**
 * Identifies principals by API key. Keys are held as digests, so that neither the time of a look-up nor a heap dump reveals
 * one.
 */
export function identifyByApiKey({ name, keys, role }: ApiKeysOptions): Identifier {
  const permissions = permissionsOf(role);
  const principals = new Map<string, Principal>(
    keys.map(({ caller, key }) => [
      hash('sha256', key),
      { id: caller, kind: 'api-key', roles: [role], permissions, scopes: ['*'], identifiedBy: name },
    ]),
  );
  return ({ headers: { authorization } }) => {
    const key = authorization === undefined ? undefined : bearer.exec(authorization)?.[1];
    return key === undefined ? undefined : principals.get(hash('sha256', key));
  };
}
