import { hash } from 'node:crypto';
import type { Principal } from '../../../contracts/principal.ts';
import { apiKeyState } from '../../../domain/identity/api-key-state.ts';
import { permissionsOf } from '../../../domain/identity/permissions-of.ts';
import type { KnownApiKey, KnownApiKeys } from '../../access/known-api-keys.ts';
import { bearerOf } from './bearer-of.ts';
import type { Identifier } from './identifier.ts';
import { invalidToken } from './invalid-token.ts';

/**
 * Identifies programs by the API keys of the bucket. A key that was known, and is revoked, expired or replaced by a rotation,
 * is refused with that reason.
 */
export function identifyByApiKey(keys: Pick<KnownApiKeys, 'byDigest'>): Identifier {
  /** Made once for each state of a key: a change of the bucket makes a new `KnownApiKey`. */
  const principals = new WeakMap<KnownApiKey, Principal>();
  return ({ headers: { authorization } }) => {
    const key = bearerOf(authorization);
    if (key === undefined) return undefined;
    const digest = hash('sha256', key);
    const known = keys.byDigest(digest);
    if (!known) return undefined;
    refuseEnded(known, digest);
    const principal = principals.get(known) ?? principalOf(known);
    principals.set(known, principal);
    return principal;
  };
}

function refuseEnded({ record }: KnownApiKey, digest: string): void {
  const now = Date.now();
  const state = apiKeyState(record, now);
  if (state === 'revoked') throw invalidToken('The API key was revoked. Ask for a new one.');
  if (state === 'expired') throw invalidToken('The API key has expired. Ask for a new one.');
  const { previous } = record;
  if (previous?.digest === digest && Date.parse(previous.until) <= now)
    throw invalidToken('A new key replaced this API key. Use the new one.');
}

const principalOf = ({ record: { name, scopes, channels } }: KnownApiKey): Principal => ({
  id: name,
  kind: 'api-key',
  roles: [],
  scopes,
  permissions: permissionsOf({ scopes }),
  channels,
  identifiedBy: 'api-keys',
});
