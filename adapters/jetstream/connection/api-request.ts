import { ErrorCode, NatsError } from 'nats';
import { redactSecrets } from '../../../contracts/redact-secrets.ts';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';

/** The JetStream error codes that the code branches on. HTTP-like codes would be ambiguous. */
export const API_ERROR = {
  consumerNotFound: 10014,
  messageNotFound: 10037,
  streamNotFound: 10059,
  wrongLastSequence: 10071,
  /** Only of replicated streams: a message with the same id is being stored, and not yet confirmed. */
  duplicateInProcess: 10158,
} as const;

/**
 * Refusals that say nothing about the request itself: no leader in the cluster (10008), no resources (10023), JetStream not
 * enabled for the account or at all (10039, 10076), as after a full disk.
 */
const UNAVAILABLE = new Set([10008, 10023, 10039, 10076]);

/** JetStream's refusal of a request. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal';
  readonly errorCode: number;

  constructor(errorCode: number, description: string) {
    super(redactSecrets(description));
    this.errorCode = errorCode;
  }
}

export const isApiRefusal = (error: unknown): error is ApiRefusal => error instanceof ApiRefusal;

export const isRefusal = (error: unknown, errorCode: number): boolean =>
  error instanceof ApiRefusal && error.errorCode === errorCode;

/**
 * Sends one request to the JetStream API: `$JS.API.<subject>`. Throws ApiRefusal if JetStream refuses it, and LogUnavailable
 * if there is no answer in time.
 */
export async function apiRequest<Answer>(
  link: NatsLink,
  subject: string,
  payload: unknown = undefined,
  timeoutMs: number = link.options.requestTimeoutMs,
): Promise<Answer> {
  const body = payload === undefined ? undefined : JSON.stringify(payload);
  let answer: { error?: { err_code: number; description: string } } & Answer;
  try {
    const message = await link.connection.request(`$JS.API.${subject}`, body, { timeout: timeoutMs });
    answer = message.json();
  } catch (error) {
    if (error instanceof LogUnavailable) throw error;
    throw new LogUnavailable(whyUnanswered(error, subject, timeoutMs), { cause: error });
  }
  if (answer.error && UNAVAILABLE.has(answer.error.err_code))
    throw new LogUnavailable(`${answer.error.description}.`);
  if (answer.error) throw new ApiRefusal(answer.error.err_code, answer.error.description);
  return answer;
}

function whyUnanswered(error: unknown, subject: string, timeoutMs: number): string {
  const code = error instanceof NatsError ? error.code : undefined;
  if (code === ErrorCode.NoResponders) return 'JetStream does not answer there.';
  if (code === ErrorCode.PermissionsViolation)
    return `NATS does not permit Waybill’s user to publish to $JS.API.${subject}.`;
  return `JetStream did not answer within ${timeoutMs} ms.`;
}
