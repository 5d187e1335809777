import { projectionStatus } from './projection-status.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { StatusService } from './status-service.ts';

/**
 * The projection, where a change that it keeps aside for something that never comes counts as rejected: a replay of it
 * ends as its command's status does. Its `verify` throws LogUnavailable too.
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
