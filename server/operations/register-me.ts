import type { FastifyInstance } from 'fastify';
import { principalRoutes } from '../../contracts/routes/operations/principal.ts';
import { registerRoutes } from '../http/register-routes.ts';

/** The caller's name, as the audit log records it. */
export function registerMe(app: FastifyInstance): void {
  registerRoutes(app, principalRoutes, {
    'read-principal': ({ principal }) => ({
      ...principal,
      roles: [...principal.roles],
      scopes: [...principal.scopes],
      channels: [...principal.channels],
      permissions: [...principal.permissions],
    }),
  });
}
