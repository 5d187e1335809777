import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { NewApiKey } from '../../../contracts/access/api-key.ts';
import { SCOPE_NAMES, type Scope } from '../../../contracts/permissions.ts';
import { exampleOf } from '../../../contracts/routes/example-of.ts';
import { operationsRoutes } from '../../../contracts/routes/operations-routes.ts';
import { fillPath } from '../../../contracts/routes/path.ts';
import type { Route, RouteTable } from '../../../contracts/routes/route.ts';
import { permissionsOf } from '../../../domain/identity/permissions-of.ts';
import { gatewayRoutes } from '../../../server/gateway/gateway-routes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { startOperationsService, type TestOperations } from '../operations/operations-service.ts';

let operations: TestOperations;
let gateway: TestRole;
const keys = new Map<Scope, string>();

before(async () => {
  operations = await startOperationsService();
  gateway = await startRole('gateway', { ...operations.environment, WAYBILL_GATEWAY_PORT: '0' });
  for (const [at, scope] of SCOPE_NAMES.entries()) {
    const body = { requestId: randomUUID(), name: `caller-${at}`, scopes: [scope] };
    const made = await operations.olga.request('POST', '/ops/v1/api-keys', body);
    keys.set(scope, (made.body as NewApiKey).key);
  }
  const last = `Bearer ${keys.get(SCOPE_NAMES.at(-1)!)}`;
  await waitUntil(
    async () => {
      const { status } = await fetch(`${gateway.url}/v1/channels/general`, {
        headers: { authorization: last },
      });
      return status === 403;
    },
    { what: 'the gateway to know the keys' },
  );
});
after(async () => {
  await gateway?.kill();
  await operations?.stop();
});

/** Admitted requests end here, before they have an effect: the parameter is unknown to every route. */
const REFUSED_LATER = '?unknown-to-every-route=1';

async function statusOf(url: string, route: Route, key: string | undefined): Promise<number> {
  const params = Object.fromEntries(
    Object.entries(route.params?.properties ?? {}).map(([name, schema]) => [name, String(exampleOf(schema))]),
  );
  const answer = await fetch(`${url}${fillPath(route.path, params)}${REFUSED_LATER}`, {
    method: route.method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(route.body === undefined ? {} : { body: JSON.stringify(exampleOf(route.body)) }),
  });
  await answer.body?.cancel();
  return answer.status;
}

const services = (): [name: string, url: string, table: RouteTable][] => [
  ['the gateway', gateway.url, gatewayRoutes],
  ['the operations service', operations.role.url, operationsRoutes],
];

describe('every route admits exactly the callers with its permission', () => {
  for (const scope of SCOPE_NAMES)
    test(`the scope ${scope}`, async () => {
      const permissions = permissionsOf({ scopes: [scope] });
      for (const [service, url, table] of services())
        for (const route of Object.values(table)) {
          const { id, permission } = route;
          if (permission === null) continue;
          const expected = permissions.has(permission) ? 400 : 403;
          assert.equal(await statusOf(url, route, keys.get(scope)), expected, `${id} of ${service}`);
        }
    });

  for (const [name, key] of [
    ['no key', undefined],
    ['an unknown key', 'wb_0123456789abcdef_unknown'],
    ['a token of nobody', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.'],
  ] as const)
    test(name, async () => {
      for (const [service, url, table] of services())
        for (const route of Object.values(table))
          if (route.permission !== null)
            assert.equal(await statusOf(url, route, key), 401, `${route.id} of ${service}`);
    });
});
