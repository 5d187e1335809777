import type { FastifyError } from 'fastify';
import { ApiRefusal } from '../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { faultsOf } from './faults-of-validation.ts';
import { invalidRequest } from './invalid-request.ts';
import { ProblemError } from './problem-error.ts';

/** Fastify's own errors, by code. */
const ofCode: Record<string, (bodyLimit: number | undefined) => ProblemError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (bodyLimit) =>
    new ProblemError('body-too-large', `The body may have at most ${bodyLimit} bytes.`),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new ProblemError('unsupported-media-type', 'Send the body as Content-Type: application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new ProblemError('invalid-request', 'The length of the body differs from Content-Length.'),
  FST_ERR_BAD_URL: () =>
    new ProblemError('invalid-request', 'The URL is not well-formed: check its %-escapes.'),
};

/**
 * Turns a thrown error into a problem, once, where the service answers. `bodyLimit` is the route's, in bytes. Undefined for an
 * unforeseen error.
 */
export function problemOfError(error: unknown, bodyLimit?: number): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof LogUnavailable || error instanceof ApiRefusal) {
    return unavailable(`The log cannot be read now: ${error.message}`);
  }
  if (error instanceof StoreFailure && error.failureClass !== 'bug') {
    return unavailable(
      'The read model or index behind this answer cannot be read now. Accepted commands are safe in the log.',
    );
  }
  const fastifyError = error as FastifyError;
  const [fault, ...faults] = faultsOf(fastifyError);
  if (fault) return invalidRequest(fault, ...faults);
  const { code = '', statusCode = 500 } = fastifyError;
  if (ofCode[code]) return ofCode[code](bodyLimit);
  // The client closed the connection within its body: Fastify gives that this status.
  if (code === 'ECONNRESET' && statusCode === 400)
    return new ProblemError('invalid-request', 'The body was cut off.');
  // Client errors by Fastify's own status, such as a body that ended too early.
  if (code.startsWith('FST_') && statusCode >= 400 && statusCode < 500) {
    return new ProblemError('invalid-request', fastifyError.message);
  }
  return undefined;
}

const unavailable = (detail: string): ProblemError =>
  new ProblemError('unavailable', `${detail} Try again in a second.`, { headers: { 'retry-after': '1' } });
