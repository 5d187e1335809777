import { patientLimits } from './patient-limits.ts';

const { PATH, HOME, NODE_COMPILE_CACHE, TMPDIR } = process.env;

/** What a process of Waybill needs of the environment, and patient limits; no setting of whoever runs the tests is among it. */
export const bareEnvironment: Readonly<NodeJS.ProcessEnv> = {
  NODE_ENV: 'production',
  PATH,
  HOME,
  ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}),
  ...patientLimits,
  ...(TMPDIR ? { TMPDIR } : {}),
};
