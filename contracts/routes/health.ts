import * as Type from '../type.ts';
import { defineRoutes } from './route.ts';

const Readiness = Type.Object(
  {
    ready: Type.Boolean(),
    obstacles: Type.Array(Type.String(), {
      description: 'What keeps the process from its work; empty when ready.',
    }),
  },
  { $id: 'Readiness' },
);

/** The health of a process, for its supervisor. Every role has these routes. */
export const healthRoutes = defineRoutes({
  'read-liveness': {
    method: 'GET',
    path: '/health/live',
    summary: 'Ask whether the process answers',
    permission: null,
    answers: { 200: { description: 'The process answers.', schema: Type.Object({ live: Type.Boolean() }) } },
  },
  'read-readiness': {
    method: 'GET',
    path: '/health/ready',
    summary: 'Ask whether the process can do its work now',
    permission: null,
    answers: {
      200: { description: 'The process can work.', schema: Readiness },
      503: { description: 'The process cannot work: `obstacles` say why.', schema: Readiness },
    },
  },
});
