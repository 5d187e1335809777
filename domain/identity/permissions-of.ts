import type { Permission, Role, Scope } from '../../contracts/permissions.ts';
import { ROLES } from './roles.ts';
import { SCOPES } from './scopes.ts';

/** All that a principal with these roles and scopes may do. */
export const permissionsOf = ({
  roles = [],
  scopes = [],
}: {
  roles?: readonly Role[];
  scopes?: readonly Scope[];
}): ReadonlySet<Permission> =>
  new Set([...roles.flatMap((role) => [...ROLES[role]]), ...scopes.flatMap((scope) => [...SCOPES[scope]])]);
