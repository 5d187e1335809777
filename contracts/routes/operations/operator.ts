import { Operator } from '../../operator.ts';
import { defineRoutes } from '../route.ts';

/** The caller. */
export const operatorRoutes = defineRoutes({
  'read-operator': {
    method: 'GET',
    path: '/ops/v1/me',
    summary: 'Read who you are',
    description: 'The name of the caller’s key: the `actor` of every action done with it.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The operator.', schema: Operator } },
  },
});
