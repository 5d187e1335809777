import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../contracts/principal.ts';

/**
 * Finds who sends a request: undefined where the request bears nothing that this identifier knows, so that the next one is
 * asked. Throws ProblemError to refuse the request at once. An identifier that needs no I/O answers without a promise.
 */
export type Identifier = (request: FastifyRequest) => Principal | undefined | Promise<Principal | undefined>;
