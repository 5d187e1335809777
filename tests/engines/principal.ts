import type { Permission } from '../../contracts/permissions.ts';
import type { Principal } from '../../contracts/principal.ts';

/** A principal with exactly these permissions. */
export const principalWith = (id: string, permissions: readonly Permission[]): Principal => ({
  id,
  kind: 'api-key',
  roles: [],
  permissions: new Set(permissions),
  scopes: [],
  channels: ['*'],
  identifiedBy: 'tests',
});
