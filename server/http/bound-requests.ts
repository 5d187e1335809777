import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from 'fastify';
import { isBounded } from '../../contracts/routes/problems-of-route.ts';
import { withDeadline } from '../../contracts/timing/within.ts';
import { ProblemError } from './problem-error.ts';
import { RequestBudget } from './request-budget.ts';

/** The settings of the same names. */
export interface RequestLimits {
  readDeadlineMs: number;
  readsAtOnce: number;
  readsWaiting: number;
  readsMaxBytes: number;
  actionDeadlineMs: number;
  actionsAtOnce: number;
  answerTimeoutMs: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** About how many bytes of memory one answer of the route takes at most; default `ANSWER_BYTES`. */
    answerBytes?: number;
  }
}

/** The memory of an answer without a page of texts or payloads. */
const ANSWER_BYTES = 1024 ** 2;

/** One class of requests, which share a budget. */
interface RequestClass {
  budget: RequestBudget;
  deadlineMs: number;
  answerTimeoutMs: number;
  noRoom(): ProblemError;
  tooLate(): ProblemError;
}

/**
 * Bounds the requests of a service in one place: in number and bytes by a budget that all requests of a class share, in time by
 * a deadline. A request that isn't ready by then is answered, but keeps its place in the budget until its work ends, so
 * requests that hang don't pile up. An answer keeps its place until its client has received it, which has a deadline too. Call
 * this before adding routes.
 */
export function boundRequests(app: FastifyInstance, limits: RequestLimits): void {
  const reads = readsOf(limits);
  const actions = actionsOf(limits);
  const bounded = new WeakSet<RouteHandlerMethod>();
  app.addHook('onRoute', (route) => {
    const { config, handler } = route;
    const declared = config?.route;
    // Fastify derives the HEAD route from the GET route, whose handler is bounded already.
    if (!declared || !isBounded(declared) || bounded.has(handler)) return;
    const of = declared.method === 'GET' ? reads : actions;
    const bytes = config.answerBytes ?? ANSWER_BYTES;
    const isStream = declared.streams !== undefined;
    route.handler = function (request, reply) {
      return answerWithin(of, () => handler.call(this, request, reply), { bytes, isStream, reply });
    };
    bounded.add(route.handler);
  });
}

const readsOf = (limits: RequestLimits): RequestClass => ({
  budget: new RequestBudget({
    atOnce: limits.readsAtOnce,
    bytes: limits.readsMaxBytes,
    waiting: limits.readsWaiting,
  }),
  deadlineMs: limits.readDeadlineMs,
  answerTimeoutMs: limits.answerTimeoutMs,
  noRoom: () => unavailable('Too many reads are in progress. Try again in a second.'),
  tooLate: () =>
    unavailable(
      `The answer was not ready within ${limits.readDeadlineMs} ms: the log or a read model is slow or does not answer. Try again in a second.`,
    ),
});

const actionsOf = (limits: RequestLimits): RequestClass => ({
  budget: new RequestBudget({
    atOnce: limits.actionsAtOnce,
    bytes: Number.POSITIVE_INFINITY,
    waiting: limits.actionsAtOnce,
  }),
  deadlineMs: limits.actionDeadlineMs,
  answerTimeoutMs: limits.answerTimeoutMs,
  noRoom: () =>
    unavailable('Too many actions are in progress, so this one did not start. Send it again in a second.'),
  tooLate: () =>
    new ProblemError(
      'outcome-unknown',
      `The action did not finish within ${limits.actionDeadlineMs} ms. It may still take effect: check, or send it again with the same requestId.`,
    ),
});

const unavailable = (detail: string): ProblemError =>
  new ProblemError('unavailable', detail, { headers: { 'retry-after': '1' } });

interface Answer {
  bytes: number;
  isStream: boolean;
  reply: FastifyReply;
}

async function answerWithin(of: RequestClass, answer: () => unknown, about: Answer): Promise<unknown> {
  const { budget, deadlineMs } = of;
  const deadline = performance.now() + deadlineMs;
  const leave = await budget.enter(about.bytes, deadlineMs);
  if (!leave) throw of.noRoom();
  if (about.reply.raw.destroyed) {
    // The client disconnected while it waited: nobody needs the answer.
    leave();
    throw of.noRoom();
  }
  const working = (async () => answer())();
  leaveOnceSent(working, leave, of.answerTimeoutMs, about);
  // If a handler sends the reply itself, its work ends when the whole stream was sent.
  return about.isStream
    ? working
    : withDeadline(Math.max(1, deadline - performance.now()), working, of.tooLate);
}

/** Leaves the budget once the work has ended and the client has the answer or is gone. */
function leaveOnceSent(
  working: Promise<unknown>,
  leave: () => void,
  answerTimeoutMs: number,
  { reply: { raw }, isStream }: Answer,
): void {
  const sent = new Promise<void>((resolve) => {
    if (raw.closed) resolve();
    else raw.once('close', resolve);
  });
  void (async () => {
    const stopWatching = isStream ? endStalled(raw, answerTimeoutMs) : undefined;
    await working.catch(() => {});
    const timer = isStream ? undefined : setTimeout(() => raw.destroy(), answerTimeoutMs);
    await sent;
    clearTimeout(timer);
    stopWatching?.();
    leave();
  })();
}

/** Ends a stream to which nothing was written for `afterMs`: its client reads nothing, or its source sends nothing. */
function endStalled(raw: ServerResponse, afterMs: number): () => void {
  let before = -1;
  const timer = setInterval(() => {
    const written = raw.socket?.bytesWritten ?? 0;
    if (written === before) raw.destroy();
    before = written;
  }, afterMs);
  return () => clearInterval(timer);
}
