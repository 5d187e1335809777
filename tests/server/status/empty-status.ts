import { statusOf } from '../../../server/status/make-status.ts';

/** A command in a projection of which nothing is known yet. */
export const emptyStatus = statusOf('accepted', false);
