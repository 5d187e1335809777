import type { Role } from '../../../contracts/permissions.ts';

/** What each role may do, for people who choose. */
export const roleWords: Readonly<Record<Role, string>> = {
  viewer: 'looks at everything, changes nothing',
  support: 'also decides about dead letters, replays, acknowledges alerts',
  admin: 'also pauses and resets consumers, and manages access',
};
