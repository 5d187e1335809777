import { UNFIT_PART } from '../../contracts/routes/path.ts';
import { isLoopbackHost } from '../security/loopback-host.ts';
import { isOwnOrigin } from '../security/own-origin.ts';
import { type ConsoleSettings, consoleSettings } from '../server/console-settings.ts';
import { credentialsOf } from '../server/credentials-of.ts';
import { problem } from './problem.ts';
import { readBounded } from './read-bounded.ts';
import { routesAt } from './routes-at.ts';

const FORWARDED = ['accept', 'last-event-id', 'x-correlation-id'] as const;
const RETURNED = [
  'content-type',
  'content-disposition',
  'retry-after',
  'x-correlation-id',
  'set-cookie',
] as const;

/** `no-transform` also keeps Next from compressing the stream, which would delay events. */
const STREAM_HEADERS = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };
/** Comments are sent this many times as often as needed for the stream to count as alive. */
const HEARTBEATS_MISSED = 3;

/** Forwards one request for a route of the operations API to its service and streams the answer back. Never throws. */
export async function forwardToOperations(request: Request): Promise<Response> {
  if (!isLoopbackHost(request.headers.get('host'))) {
    return problem('forbidden', 'The console answers on loopback names only, such as 127.0.0.1.');
  }
  const { pathname, search } = new URL(request.url);
  const at = routesAt(pathname);
  if (at === null) return problem('not-found', 'The operations API has no such path.');
  if ('unfit' in at) return unfitPart(at.unfit);
  if (!at.methods.includes(request.method === 'HEAD' ? 'GET' : request.method)) {
    const allow = at.methods.join(', ');
    return problem('method-not-allowed', `This path allows ${allow}.`, { headers: { allow } });
  }
  const settings = consoleSettings();
  const { operationsUrl, requestTimeoutMs, liveHeartbeatMs, maxBodyBytes } = settings;
  if (operationsUrl === '') {
    return problem(
      'operations-unreachable',
      'The console has no address of the operations service: set WAYBILL_OPERATIONS_URL.',
    );
  }
  const target = new URL(at.pathname + search, operationsUrl);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const body = isRead ? undefined : await readAction(request, maxBodyBytes);
  if (body instanceof Response) return body;
  return await fetchOperations(target, request, body, headersFor(request, settings), {
    timeoutMs: requestTimeoutMs,
    streamIdleMs: Math.max(requestTimeoutMs, HEARTBEATS_MISSED * liveHeartbeatMs),
  });
}

const unfitPart = (name: string): Response =>
  problem('invalid-request', `The path parameter \`${name}\` ${UNFIT_PART}.`, {
    errors: [{ in: 'path', pointer: `/${name}`, detail: UNFIT_PART }],
  });

/**
 * The body of an action, or why it is refused. The rights of the person are added here, so whoever can make a browser post
 * here acts as that person: only this console's own pages may. A form can't send JSON without being asked for by CORS,
 * and a page of another origin can't name this one in Origin.
 */
async function readAction(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | Response> {
  if (!isOwnOrigin(request.headers)) {
    return problem('forbidden', 'Only the console’s own pages may send actions.');
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return problem('unsupported-media-type', 'Send the action as application/json.');
  }
  const body = await readBounded(request.body, maxBytes).catch(() => undefined);
  if (body === undefined) return problem('invalid-request', 'The body was cut off.');
  return body ?? problem('body-too-large', `An action has at most ${maxBytes} bytes.`);
}

async function fetchOperations(
  target: URL,
  request: Request,
  body: Uint8Array<ArrayBuffer> | undefined,
  headers: Headers,
  { timeoutMs, streamIdleMs }: { timeoutMs: number; streamIdleMs: number },
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  if (body) headers.set('content-type', 'application/json');
  try {
    const answer = await fetch(target, {
      ...(body ? { method: request.method, body } : {}),
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
      ? problem('operations-late', `The operations service did not answer within ${timeoutMs} ms.`)
      : problem('operations-unreachable', 'The operations service cannot be reached.');
  } finally {
    clearTimeout(timer);
  }
}

/** What is passed on: of the browser's credentials, its session alone. */
function headersFor(request: Request, settings: ConsoleSettings): Headers {
  const headers = pick(request.headers, FORWARDED);
  const credentials = credentialsOf(request.headers.get('cookie'), settings.operatorKey);
  for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
  const address = settings.clientAddressHeader && request.headers.get(settings.clientAddressHeader);
  if (address) headers.set('waybill-client-address', address);
  return headers;
}

/** Passes the body on as it arrives; closes the connection when nothing arrives for `idleMs`. */
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
