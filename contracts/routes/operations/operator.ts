import { Operator } from '../../operator.ts';
import { defineRoutes } from '../route.ts';

/** Who calls. */
export const operatorRoutes = defineRoutes({
  'read-operator': {
    method: 'GET',
    path: '/ops/v1/me',
    summary: 'Read who you are',
    description: 'The bearer of a key by its name: that is the `actor` of every action done with it.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The operator.', schema: Operator } },
  },
});
