import { hash } from 'node:crypto';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import { normaliseMessage } from './normalise-message.ts';
import { causeFrames } from './top-frames.ts';

/** The group of a failure: failures with the same cause share it. 16 hexadecimal digits. */
export const fingerprintOf = ({
  consumer,
  failureClass,
  code,
  message,
  stack,
}: Pick<FailedEvent, 'consumer' | 'failureClass' | 'code' | 'message' | 'stack'>): string =>
  hash(
    'sha256',
    JSON.stringify([consumer, failureClass, code, normaliseMessage(message), causeFrames(stack)]),
  ).slice(0, 16);
