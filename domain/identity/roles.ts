import type { Permission, Role } from '../../contracts/permissions.ts';

const VIEWER = ['pipeline:read'] as const satisfies readonly Permission[];
const SUPPORT = [
  ...VIEWER,
  'dead-letters:manage',
  'dead-letters:replay',
  'alerts:acknowledge',
] as const satisfies readonly Permission[];

/** What people of each role may do. */
export const ROLES = {
  viewer: VIEWER,
  support: SUPPORT,
  admin: [...SUPPORT, 'consumers:steer', 'access:read', 'access:manage'],
} as const satisfies Record<Role, readonly Permission[]>;
