import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Thrown if no answer came. `sent` is false if the request certainly never reached the server. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly sent: boolean;

  constructor(message: string, sent: boolean) {
    super(message);
    this.sent = sent;
  }
}

const MAX_ANSWER_BYTES = 4 * 1024 ** 2;

/** The system's errors if no server could be connected to. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** An HTTP client for one origin, over at most `connections` kept-alive connections. Every request has a deadline. */
export class HttpClient {
  readonly #origin: URL;
  readonly #timeoutMs: number;
  readonly #agent: Agent;
  readonly #request: typeof requestHttp;

  constructor(origin: URL, options: { connections: number; timeoutMs: number }) {
    this.#origin = origin;
    this.#timeoutMs = options.timeoutMs;
    const secure = origin.protocol === 'https:';
    const agentOptions = { keepAlive: true, maxSockets: options.connections, noDelay: true };
    this.#agent = secure ? new SecureAgent(agentOptions) : new Agent(agentOptions);
    this.#request = secure ? requestHttps : requestHttp;
  }

  /** Resolves to the answer, whatever its status. Throws NoAnswer. Sends the path unchanged. */
  send({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const request = this.#request({
        agent: this.#agent,
        protocol: this.#origin.protocol,
        hostname: this.#origin.hostname.replace(/^\[|\]$/g, ''),
        port: this.#origin.port,
        method,
        path,
        headers: { ...headers, ...length },
      });
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer within ${this.#timeoutMs} ms`)),
        this.#timeoutMs,
      );
      const fail = (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(new NoAnswer(error.message || String(error.code), !unsent.has(error.code ?? '')));
      };
      request.on('error', fail);
      request.on('response', (response) => {
        readBody(response).then(
          (text) => {
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
          },
          (error) => {
            request.destroy();
            fail(error);
          },
        );
      });
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is larger than this API allows');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
