/**
 * Every permission, by name: `<what>:<what is done with it>`. A route names the one it needs (`contracts/routes/`).
 */
export const PERMISSIONS = {
  'commands:send': 'Send commands.',
  'commands:read': 'Read the status of commands.',
  'channels:read': 'Read channels, their members and messages.',
  'pipeline:read': 'Read everything that the operations API shows, except who has access.',
  'dead-letters:manage':
    'Hold, release, discard and restore dead letters, assign them and write notes on them.',
  'dead-letters:replay': 'Replay dead letters, edited or unchanged.',
  'consumers:steer': 'Pause, resume and reset consumers.',
  'alerts:acknowledge': 'Acknowledge alerts.',
  'access:read': 'Read who has access: people, API keys, sign-ins.',
  'access:manage': 'Give, change and take away access.',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** The roles of people, from the fewest permissions to the most. What each may do: `domain/identity/roles.ts`. */
export const ROLE_NAMES = ['viewer', 'support', 'admin'] as const;
export type Role = (typeof ROLE_NAMES)[number];

/** The scopes of programs' keys and tokens. What each may do: `domain/identity/scopes.ts`. */
export const SCOPE_NAMES = [
  'commands:send',
  'reads',
  'operations:read',
  'operations:support',
  'operations:admin',
] as const;
export type Scope = (typeof SCOPE_NAMES)[number];
