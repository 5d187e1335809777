import { createHmac } from 'node:crypto';

export interface WebhookTarget {
  url: string;
  /** Signs the body where it is not empty. */
  secret: string;
  timeoutMs: number;
}

const SIGNATURE_HEADER = 'waybill-signature';

/**
 * One POST of JSON. Resolves to why it did not arrive, in a sentence without the URL; undefined where it was answered with
 * 2xx. Never rejects. A redirect is not followed: what is told goes where its owner said, and nowhere else.
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
        // A structured string, as draft-ietf-httpapi-idempotency-key-header has it.
        'idempotency-key': `"${id}"`,
        ...(signature === undefined ? {} : { [SIGNATURE_HEADER]: `sha256=${signature}` }),
      },
      body: bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Nobody wants what it says, however long that is.
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
