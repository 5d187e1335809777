import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../contracts/principal.ts';
import { ProblemError } from '../problem-error.ts';
import type { Identifier } from './identifier.ts';
import { invalidToken } from './invalid-token.ts';

/** Tries identifiers in order until one recognises the sender. Throws ProblemError: 401 if none does. */
export function identifyBy(chain: readonly Identifier[]): (request: FastifyRequest) => Promise<Principal> {
  return async (request) => {
    for (const identifier of chain) {
      const found = identifier(request);
      const principal = found instanceof Promise ? await found : found;
      if (principal) return principal;
    }
    if (request.headers.authorization !== undefined)
      throw invalidToken('The API key is unknown. Check the key and send it as Authorization: Bearer <key>.');
    throw new ProblemError('unauthorized', 'Send your API key as Authorization: Bearer <key>.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  };
}
