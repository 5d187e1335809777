import { hash } from 'node:crypto';
import type { Scope } from '../../../contracts/permissions.ts';
import type { Principal } from '../../../contracts/principal.ts';
import { permissionsOf } from '../../../domain/identity/permissions-of.ts';
import { bearerOf } from './bearer-of.ts';
import type { Identifier } from './identifier.ts';

interface ConfiguredKeysOptions {
  /** The name of this set of keys: a principal's `identifiedBy`. */
  name: string;
  keys: readonly { caller: string; key: string }[];
  /** The scopes of every key of the set. */
  scopes: readonly Scope[];
}

/**
 * Identifies programs by the keys of the settings, which reach every channel and never expire. Keys are held as digests, so
 * that neither the time of a look-up nor a heap dump reveals one.
 */
export function identifyByConfiguredKey({ name, keys, scopes }: ConfiguredKeysOptions): Identifier {
  const permissions = permissionsOf({ scopes });
  const principals = new Map<string, Principal>(
    keys.map(({ caller, key }) => [
      hash('sha256', key),
      { id: caller, kind: 'api-key', roles: [], scopes, permissions, channels: ['*'], identifiedBy: name },
    ]),
  );
  return ({ headers: { authorization } }) => {
    const key = bearerOf(authorization);
    return key === undefined ? undefined : principals.get(hash('sha256', key));
  };
}
