import type { IdentityStore } from '../../../adapters/sqlite/identity/identity-store.ts';
import { sessionOf } from '../../../contracts/access/session-cookie.ts';
import type { Principal } from '../../../contracts/principal.ts';
import { permissionsOf } from '../../../domain/identity/permissions-of.ts';
import type { Identifier } from './identifier.ts';
import { invalidToken } from './invalid-token.ts';

/**
 * Identifies people by the session of their cookie, read from the store at each request: a change of role, an end of the
 * session or a disabled account is in force at once. Only the console's server passes a cookie on. A browser would send it
 * to every port of this host, so a request with a browser's headers is not identified by it.
 */
export function identifyBySession(store: () => Promise<Pick<IdentityStore, 'accountOfSession'>>): Identifier {
  return async ({ headers }): Promise<Principal | undefined> => {
    const token = sessionOf(headers.cookie);
    if (token === undefined || headers.authorization !== undefined) return undefined;
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return undefined;
    const account = await (await store()).accountOfSession(token, Date.now());
    if (!account) throw invalidToken('Your session has ended. Sign in again.');
    return {
      id: account.email,
      kind: 'person',
      roles: [account.role],
      scopes: [],
      permissions: permissionsOf({ roles: [account.role] }),
      channels: ['*'],
      identifiedBy: 'session',
    };
  };
}
