import type { FastifyError } from 'fastify';
import { ApiRefusal } from '../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { faultsOf } from './explain-fault.ts';
import { invalidRequest } from './invalid-request.ts';
import { ProblemError } from './problem-error.ts';

/** Fastify's own errors, by code. */
const ofCode: Record<string, (error: FastifyError) => ProblemError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new ProblemError(
      'body-too-large',
      'The body is larger than this API allows. See the limits in the API reference.',
    ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new ProblemError('unsupported-media-type', 'Send the body as Content-Type: application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new ProblemError('invalid-request', 'The length of the body differs from Content-Length.'),
  FST_ERR_BAD_URL: () =>
    new ProblemError('invalid-request', 'The URL is not well-formed: check its %-escapes.'),
};

/** Turns a thrown error into a problem, once, where the service answers. Undefined for an unforeseen error. */
export function problemOfError(error: unknown): ProblemError | undefined {
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
  if (fastifyError.code && ofCode[fastifyError.code]) return ofCode[fastifyError.code]?.(fastifyError);
  // Client errors by Fastify's own status, such as a body that ended too early.
  const { code = '', statusCode = 500 } = fastifyError;
  if (code.startsWith('FST_') && statusCode >= 400 && statusCode < 500) {
    return new ProblemError('invalid-request', fastifyError.message);
  }
  return undefined;
}

const unavailable = (detail: string): ProblemError =>
  new ProblemError('unavailable', `${detail} Try again in a second.`, { headers: { 'retry-after': '1' } });
