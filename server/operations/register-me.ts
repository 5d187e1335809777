import type { FastifyInstance } from 'fastify';
import { operatorRoutes } from '../../contracts/routes/operations/operator.ts';
import { registerRoutes } from '../http/register-routes.ts';

/** Says who calls: the name by which the audit log knows the caller. */
export function registerMe(app: FastifyInstance): void {
  registerRoutes(app, operatorRoutes, {
    'read-operator': ({ caller }) => ({ name: caller.id }),
  });
}
