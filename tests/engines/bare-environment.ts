import { patientLimits } from './patient-limits.ts';

const { PATH, HOME, NODE_COMPILE_CACHE, TMPDIR } = process.env;

/**
 * The environment variables that a process of Waybill needs, with patient limits, and without any settings of the
 * person who runs the tests.
 */
export const bareEnvironment: Readonly<NodeJS.ProcessEnv> = {
  NODE_ENV: 'production',
  PATH,
  HOME,
  ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}),
  ...patientLimits,
  ...(TMPDIR ? { TMPDIR } : {}),
};
