import type { FastifyRequest } from 'fastify';

/** Who acts, as OPERATIONS will name them: the operator whose key the request carries. */
export const actorOf = (request: FastifyRequest): string => request.operator;
