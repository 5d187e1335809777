import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../contracts/principal.ts';

/**
 * Finds the sender of a request; undefined where this identifier does not recognise the request, so that the next one is tried.
 * Throws ProblemError to refuse the request at once. An identifier that needs no I/O answers without a promise.
 */
export type Identifier = (request: FastifyRequest) => Principal | undefined | Promise<Principal | undefined>;
