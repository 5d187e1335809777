import { UuidParameter } from './routes/parameters.ts';

/** The id of a request, for examples. */
export const EXAMPLE_ID = '6d1c8c1e-8c3e-4f3e-9d5b-0c6b1d3a5e77';

/** By which an action is known when its request comes twice. */
export const ActionRequestId = UuidParameter(
  'Made by the client, one per intent: sent again, it has no further effect.',
);
