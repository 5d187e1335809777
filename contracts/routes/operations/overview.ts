import { Overview } from '../../overview.ts';
import { defineRoutes } from '../route.ts';
import { StoredWithin } from './window.ts';

/** The pipeline as a whole. */
export const overviewRoutes = defineRoutes({
  'read-overview': {
    method: 'GET',
    path: '/ops/v1/overview',
    summary: 'Read the overview',
    description:
      'Everything that the console’s Overview shows, of one moment. The window is that of the reconciliation.',
    permission: 'pipeline:read',
    query: StoredWithin,
    answers: { 200: { description: 'The overview.', schema: Overview } },
  },
});
