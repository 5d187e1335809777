import type { Scope } from '../../../contracts/permissions.ts';

/** What each scope permits, for the dialog that creates a key. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  'commands:send': 'send commands and read their status',
  reads: 'read channels, members and messages',
  'operations:read': 'read the operations API',
  'operations:support': 'decide about dead letters, replay, acknowledge alerts',
  'operations:admin': 'everything, access included',
};
