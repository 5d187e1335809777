import { SampleRequest, SampleState } from '../../samples.ts';
import { defineRoutes } from '../route.ts';

const action = {
  method: 'POST',
  permission: 'demo:run',
  changes: true,
  body: SampleRequest,
  answers: { 200: { description: 'The offer after the action.', schema: SampleState } },
  problems: ['samples-not-offered', 'acted-before', 'request-id-reused'],
} as const;

/** Demo data. */
export const sampleRoutes = defineRoutes({
  'read-samples': {
    method: 'GET',
    path: '/ops/v1/samples',
    summary: 'Read what the demo offers',
    description: 'Whether demo data may be sent here, and the results of what was sent.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The offer.', schema: SampleState } },
  },
  'send-sample-traffic': {
    ...action,
    path: '/ops/v1/samples/traffic',
    summary: 'Send demo traffic',
  },
  'send-sample-poison': {
    ...action,
    path: '/ops/v1/samples/poison',
    summary: 'Send an event that can never be applied',
  },
  'pause-sample-store': {
    ...action,
    path: '/ops/v1/samples/store/pause',
    summary: 'Pause the demo’s store',
  },
  'release-sample-store': {
    ...action,
    path: '/ops/v1/samples/store/release',
    summary: 'Resume the demo’s store',
  },
});
