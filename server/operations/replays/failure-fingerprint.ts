import { createHash } from 'node:crypto';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';

/** Equal for failures that are the same: consumer, class, code and message. */
export const failureFingerprint = (
  failed: Pick<FailedEvent, 'consumer' | 'failureClass' | 'code' | 'message'>,
): string =>
  createHash('sha256')
    .update(JSON.stringify([failed.consumer, failed.failureClass, failed.code, failed.message]))
    .digest('hex')
    .slice(0, 16);
