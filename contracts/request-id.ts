import { UuidParameter } from './routes/parameters.ts';

/** The id of a request, for examples. */
export const EXAMPLE_ID = '6d1c8c1e-8c3e-4f3e-9d5b-0c6b1d3a5e77';

/** The client's id for an action, which identifies a repeated request. */
export const ActionRequestId = UuidParameter(
  'Made by the client, one per intent: sent again, it has no further effect.',
);
