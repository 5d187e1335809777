import type { FastifyInstance } from 'fastify';
import type { RouteTable } from '../../contracts/routes/route.ts';

/**
 * Makes an app serve exactly the routes of the table. Adding another route throws TypeError, and the app does not get ready
 * while a route of the table has no handler.
 */
export function checkRoutes(app: FastifyInstance, table: RouteTable): void {
  const missing = new Set(Object.keys(table));
  app.addHook('onRoute', ({ method, url, config }) => {
    const id = config?.route?.id ?? '';
    if (config?.route === undefined || table[id] !== config.route) {
      throw new TypeError(`${method} ${url} is not declared: see contracts/routes/route.ts`);
    }
    const { permission } = config.route;
    if (permission && !app.permitsPrincipals)
      throw new TypeError(`route ${id}: no hook checks the permission ${permission}`);
    missing.delete(id);
  });
  app.addHook('onReady', (done) => {
    done(missing.size === 0 ? undefined : new TypeError(`no handler for ${[...missing].join(', ')}`));
  });
}
