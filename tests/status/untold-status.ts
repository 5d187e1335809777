import { statusOf } from '../../server/status/projection-status.ts';

/** A command in a projection of which nothing is told yet. */
export const untoldStatus = statusOf('accepted', false);
