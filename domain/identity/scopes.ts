import type { Permission, Scope } from '../../contracts/permissions.ts';
import { ROLES } from './roles.ts';

/** What a program may do with a key or token of each scope. */
export const SCOPES = {
  'commands:send': ['commands:send', 'commands:read'],
  reads: ['channels:read', 'commands:read'],
  'operations:read': ROLES.viewer,
  'operations:support': ROLES.support,
  'operations:admin': ROLES.admin,
} as const satisfies Record<Scope, readonly Permission[]>;
