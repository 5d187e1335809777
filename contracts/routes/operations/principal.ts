import { PrincipalShown } from '../../principal.ts';
import { defineRoutes } from '../route.ts';

/** The caller. */
export const principalRoutes = defineRoutes({
  'read-principal': {
    method: 'GET',
    path: '/ops/v1/me',
    summary: 'Read who you are',
    description: 'The name of the caller’s key: the `actor` of every action done with it.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The caller.', schema: PrincipalShown } },
  },
});
