import { createHmac } from 'node:crypto';

export interface WebhookTarget {
  url: string;
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
  { url, secret, timeoutMs }: WebhookTarget,
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
        ...(signature === undefined ? {} : { [SIGNATURE_HEADER]: `sha256=${signature}` }),
      },
      body: bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Nobody reads the answer's body, however long it is.
    await answer.body?.cancel().catch(() => {});
    if (answer.ok) return undefined;
    return answer.status >= 300 && answer.status < 400
      ? `The receiver answered ${answer.status}. Redirects are not followed.`
      : `The receiver answered ${answer.status}.`;
  } catch (error) {
    return reasonOf(error as Error & { cause?: { code?: string } }, timeoutMs);
  }
}

function reasonOf(error: Error & { cause?: { code?: string } }, timeoutMs: number): string {
  if (error.name === 'TimeoutError') return `The receiver did not answer within ${timeoutMs} ms.`;
  return `The receiver could not be reached${error.cause?.code ? ` (${error.cause.code})` : ''}.`;
}
