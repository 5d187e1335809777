import { UuidParameter } from './routes/parameters.ts';

/** By which an action is known when its request comes twice. */
export const ActionRequestId = UuidParameter(
  'Made by the client, one per intent: sent again, it has no further effect.',
);
