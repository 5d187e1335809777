import { hash } from 'node:crypto';

/** The name under which an invitation is kept: the store never holds what opens it. */
export const invitationId = (token: string): string => `invitation:${hash('sha256', token)}`;
