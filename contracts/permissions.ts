/**
 * Every permission, by name: `<what>:<what is done with it>`. A route names the one it needs (`contracts/routes/`).
 */
export const PERMISSIONS = {
  'commands:send': 'Send commands.',
  'commands:read': 'Read the status of commands.',
  'channels:read': 'Read channels, their members and messages.',
  'pipeline:read': 'Read everything that the operations API shows.',
  'dead-letters:manage':
    'Hold, release, discard and restore dead letters, assign them and write notes on them.',
  'dead-letters:replay': 'Replay dead letters, edited or unchanged.',
  'consumers:steer': 'Pause, resume and reset consumers.',
  'alerts:acknowledge': 'Acknowledge alerts.',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** What each role may do. A principal has the permissions of all its roles. */
export const ROLES = {
  client: ['commands:send', 'commands:read', 'channels:read'],
  operator: [
    'pipeline:read',
    'dead-letters:manage',
    'dead-letters:replay',
    'consumers:steer',
    'alerts:acknowledge',
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof ROLES;

export const permissionsOf = (...roles: readonly Role[]): ReadonlySet<Permission> =>
  new Set(roles.flatMap((role) => [...ROLES[role]]));
