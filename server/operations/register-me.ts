import type { FastifyInstance } from 'fastify';
import { operatorRoutes } from '../../contracts/routes/operations/operator.ts';
import { registerRoutes } from '../http/register-routes.ts';

/** The caller's name, as the audit log records it. */
export function registerMe(app: FastifyInstance): void {
  registerRoutes(app, operatorRoutes, {
    'read-operator': ({ caller }) => ({ name: caller.id }),
  });
}
