import { projectionStatus } from './projection-status.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { StatusService } from './status-service.ts';

/**
 * A projection in which a change counts as rejected if it waits for something that never comes: a replay of the change then
 * ends like its command's status. Its `verify` also throws LogUnavailable.
 */
export const withJudgedOrphans = (
  service: StatusService,
  projection: ReadableProjection,
): ReadableProjection => ({
  ...projection,
  async verify(event) {
    const found = await projection.verify(event);
    if (found.state !== 'orphan') return found;
    const { state, reason } = await projectionStatus(service, projection, event);
    return state === 'rejected' && reason ? { state, at: null, reason } : found;
  },
});
