import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../contracts/principal.ts';

/**
 * Finds the sender of a request. Returns undefined if it does not recognise the request; the next identifier is then tried.
 * Throws ProblemError to refuse the request at once. An identifier that needs no I/O answers without a promise.
 */
export type Identifier = (request: FastifyRequest) => Principal | undefined | Promise<Principal | undefined>;
