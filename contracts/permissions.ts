/**
 * Every permission, by name: `<what>:<what is done with it>`. A route names the one it needs (`contracts/routes/`). Until
 * callers have roles, an API key has all of `API_KEY` and an operator's key all of `OPERATOR_KEY`.
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

export const API_KEY: readonly Permission[] = ['commands:send', 'commands:read', 'channels:read'];

export const OPERATOR_KEY: readonly Permission[] = [
  'pipeline:read',
  'dead-letters:manage',
  'dead-letters:replay',
  'consumers:steer',
  'alerts:acknowledge',
];
