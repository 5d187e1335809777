import type { Problem } from '../../contracts/problem.ts';
import { isLoopbackHost } from '../security/loopback-host.ts';
import { consoleSettings, operatorAuthorization } from '../server/console-settings.ts';

const FORWARDED = ['accept', 'last-event-id', 'x-correlation-id'] as const;
const RETURNED = ['content-type', 'retry-after', 'x-correlation-id'] as const;

/** `no-transform` also keeps Next from compressing, and so from holding back, what must go out at once. */
const STREAM_HEADERS = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };
/** Comments come at this many times the pace that a stream needs to count as alive. */
const HEARTBEATS_MISSED = 3;

/** What the operations API's paths are made of; no dots alone, nothing that some parser takes for a slash. */
const segment = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

/** A problem of the console's own (RFC 9457, 4.2.1: `about:blank` means no more than the status says). */
function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  const body: Problem = { type: 'about:blank', title, status, detail, correlationId: crypto.randomUUID() };
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

export const refuseMethod = (): Response =>
  problem(405, 'Method Not Allowed', 'The console only reads: use GET.', { allow: 'GET' });

/** Passes one read on to the operations service and streams its answer back. Never throws. */
export async function forwardToOperations(request: Request, path: readonly string[]): Promise<Response> {
  if (!isLoopbackHost(request.headers.get('host'))) {
    return problem(403, 'Forbidden', 'The console answers on loopback names only, such as 127.0.0.1.');
  }
  if (!path.every((part) => segment.test(part))) {
    return problem(404, 'Not Found', 'There is no such path.');
  }
  const { operationsUrl, operatorKey, requestTimeoutMs, liveHeartbeatMs } = consoleSettings();
  if (operationsUrl === '') {
    return problem(
      502,
      'Bad Gateway',
      'This console was not told where the operations service is: set WAYBILL_OPERATIONS_URL.',
    );
  }
  const target = new URL(`/ops/${path.map(encodeURIComponent).join('/')}`, operationsUrl);
  target.search = new URL(request.url).search;
  return await fetchOperations(target, request, operatorKey, {
    timeoutMs: requestTimeoutMs,
    streamIdleMs: Math.max(requestTimeoutMs, HEARTBEATS_MISSED * liveHeartbeatMs),
  });
}

async function fetchOperations(
  target: URL,
  request: Request,
  operatorKey: string,
  { timeoutMs, streamIdleMs }: { timeoutMs: number; streamIdleMs: number },
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  // What the browser sends of its own to be known by stays here: the console is who asks.
  const headers = pick(request.headers, FORWARDED);
  for (const [name, value] of Object.entries(operatorAuthorization(operatorKey))) headers.set(name, value);
  try {
    const answer = await fetch(target, {
      headers,
      signal: AbortSignal.any([request.signal, late.signal]),
      redirect: 'manual',
      cache: 'no-store',
    });
    const returned = pick(answer.headers, RETURNED);
    returned.set('cache-control', 'no-store');
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) for (const [name, value] of Object.entries(STREAM_HEADERS)) returned.set(name, value);
    return new Response(boundIdle(answer.body, isStream ? streamIdleMs : timeoutMs, late), {
      status: answer.status,
      headers: returned,
    });
  } catch {
    return late.signal.aborted
      ? problem(504, 'Gateway Timeout', `The operations service did not answer within ${timeoutMs} ms.`)
      : problem(502, 'Bad Gateway', 'The operations service cannot be reached.');
  } finally {
    clearTimeout(timer);
  }
}

/** The body as it comes; the connection is given up when nothing comes for that long. */
function boundIdle(
  body: ReadableStream<Uint8Array> | null,
  idleMs: number,
  late: AbortController,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  let timer = setTimeout(() => late.abort(), idleMs);
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        clearTimeout(timer);
        timer = setTimeout(() => late.abort(), idleMs);
        controller.enqueue(chunk);
      },
      flush: () => clearTimeout(timer),
      cancel: () => clearTimeout(timer),
    } as Transformer<Uint8Array, Uint8Array>),
  );
}

function pick(from: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
