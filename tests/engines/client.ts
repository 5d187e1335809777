import { waitUntil } from './condition.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export interface Client {
  url: string;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a message, with an idempotency key if given. */
  send(channel: string, text: string, key?: string): Promise<Answer>;
  /** Requests a command's status until it is one of these. */
  status(commandId: string, ...states: string[]): Promise<Answer>;
  /** All messages of a channel, newest first, page by page; while the read model cannot be read it asks again. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  messages(channel: string): Promise<any[]>;
}

/** A client of the API, as an application would have. */
export function clientOf(url: string, key: string, timeoutMs = 30_000): Client {
  const request: Client['request'] = async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : {
            body:
              typeof body === 'string' || body instanceof Uint8Array
                ? (body as string)
                : JSON.stringify(body),
          }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    url,
    request,
    send: (channel, text, idempotencyKey) =>
      request(
        'POST',
        `/v1/channels/${channel}/messages`,
        { text },
        idempotencyKey === undefined ? {} : { 'idempotency-key': `"${idempotencyKey}"` },
      ),
    status: (commandId, ...states) =>
      waitUntil(
        async () => {
          const answer = await request('GET', `/v1/commands/${commandId}`);
          return states.length === 0 || states.includes(answer.body.state) ? answer : undefined;
        },
        { timeoutMs, what: `command ${commandId} to be ${states.join(' or ')}` },
      ),
    async messages(channel) {
      const messages: unknown[] = [];
      for (let cursor = ''; ; ) {
        const page = await waitUntil(
          async () => {
            const answer = await request('GET', `/v1/channels/${channel}/messages?limit=1000${cursor}`);
            return answer.status === 503 ? undefined : answer;
          },
          { timeoutMs, what: `the messages of ${channel}` },
        );
        if (page.status !== 200)
          throw new Error(`The list answered ${page.status}: ${JSON.stringify(page.body)}`);
        messages.push(...page.body.messages);
        if (page.body.next === null) return messages;
        cursor = `&cursor=${encodeURIComponent(page.body.next)}`;
      }
    },
  };
}
