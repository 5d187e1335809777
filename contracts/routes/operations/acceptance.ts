import { Acceptance } from '../../acceptance.ts';
import * as Type from '../../type.ts';
import { Instant } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

/** How many commands were accepted, and how long that took. */
export const acceptanceRoutes = defineRoutes({
  'read-acceptance': {
    method: 'GET',
    path: '/ops/v1/acceptance',
    summary: 'Read how many commands were accepted and how long that took',
    permission: 'pipeline:read',
    query: Type.Object({
      from: Type.Optional(Instant('Start of the time range. Default: an hour before `until`.')),
      until: Type.Optional(Instant('End of the time range, not included. Default: now.')),
    }),
    answers: { 200: { description: 'Points over time.', schema: Acceptance } },
  },
});
