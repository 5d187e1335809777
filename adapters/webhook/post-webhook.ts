import { createHmac } from 'node:crypto';
import { tlsFailureOf } from '../../contracts/words/tls-failure.ts';

interface WebhookTarget {
  /** Without user name and password. */
  url: string;
  /** The value of the Authorization header; empty for none. */
  authorization: string;
  /** Signs the body if it is not empty. */
  secret: string;
  timeoutMs: number;
}

const SIGNATURE_HEADER = 'waybill-signature';

/**
 * Sends one POST of JSON. Resolves to a sentence, without the URL, on why it did not arrive; undefined for a 2xx answer.
 * Never rejects. Redirects are not followed: alerts go only to the configured address.
 */
export async function postWebhook(
  { url, authorization, secret, timeoutMs }: WebhookTarget,
  id: string,
  body: string,
): Promise<string | undefined> {
  const bytes = Buffer.from(body);
  const signature = secret === '' ? undefined : createHmac('sha256', secret).update(bytes).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'waybill',
        // A quoted string, as draft-ietf-httpapi-idempotency-key-header requires.
        'idempotency-key': `"${id}"`,
        ...(authorization === '' ? {} : { authorization }),
        ...(signature === undefined ? {} : { [SIGNATURE_HEADER]: `sha256=${signature}` }),
      },
      body: bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The answer's body is not read, however long it is.
    await answer.body?.cancel().catch(() => {});
    if (answer.ok) return undefined;
    return refusalOf(answer.status, authorization !== '');
  } catch (error) {
    return reasonOf(error as Failed, timeoutMs);
  }
}

type Failed = Error & { cause?: { code?: string; message?: string } };

function refusalOf(status: number, isAuthorized: boolean): string {
  if (status === 401)
    return isAuthorized
      ? 'The receiver refuses the user and password of WAYBILL_ALERT_WEBHOOK_URL (401).'
      : 'The receiver requires authentication, and WAYBILL_ALERT_WEBHOOK_URL has no user and password (401).';
  const isRedirect = status >= 300 && status < 400;
  return `The receiver answered ${status}.${isRedirect ? ' Redirects are not followed.' : ''}`;
}

function reasonOf(error: Failed, timeoutMs: number): string {
  if (error.name === 'TimeoutError') return `The receiver did not answer within ${timeoutMs} ms.`;
  const tls = error.cause && tlsFailureOf(error.cause, 'the receiver');
  if (tls) return `${tls.sentence}.`;
  return `The receiver could not be reached${error.cause?.code ? ` (${error.cause.code})` : ''}.`;
}
