import { setTimeout as delay } from 'node:timers/promises';
import { backoff, jittered } from '../../contracts/timing/backoff.ts';
import { type HttpAnswer, type HttpClient, NoAnswer } from '../client/http-client.ts';
import type { LineCommand } from './read-command.ts';

/**
 * How a command ended.
 * - `accepted`: durable. `repeated` if an earlier request with the same key was accepted.
 * - `refused`: certainly not accepted, and wouldn't be if sent again.
 * - `unsettled`: the retries ended without an answer that settles it. `unknown`: it may have been accepted.
 */
export type Delivery =
  | { kind: 'accepted'; repeated: boolean; commandId: string; location: string }
  | { kind: 'refused'; status: number; type: string; detail: string }
  | { kind: 'unsettled'; unknown: boolean; detail: string };

interface DeliveryOptions {
  client: HttpClient;
  apiKey: string;
  /** How long one command is tried. */
  retryForMs: number;
  /** Ends the retries. A running attempt is still awaited. */
  stopping: AbortSignal;
  onRetry?(): void;
}

interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  errors?: { in: string; pointer: string; detail: string }[];
}

const FIRST_BACKOFF_MS = 200;
const LAST_BACKOFF_MS = 5_000;
const LONGEST_RETRY_AFTER_S = 60;

/**
 * Statuses after which a retry of the same request may succeed. 409 means here that another request with the key is not
 * decided yet.
 */
const isTemporary = (status: number): boolean =>
  status >= 500 || status === 429 || status === 408 || status === 409;

/** Sends a command until it is accepted or refused. Every attempt has the same key, so the command counts once. */
export async function deliver(options: DeliveryOptions, command: LineCommand): Promise<Delivery> {
  const { client, apiKey, retryForMs, stopping } = options;
  const { method, path, body } = command.request;
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'idempotency-key': `"${command.key.replace(/["\\]/g, '\\$&')}"`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const until = performance.now() + retryForMs;
  let unknown = false;
  for (let attempt = 1; ; attempt += 1) {
    let detail: string;
    let wait = jittered(backoff(attempt, FIRST_BACKOFF_MS, LAST_BACKOFF_MS));
    try {
      const answer = await client.send({ method, path, headers, body });
      if (answer.status >= 200 && answer.status < 300) return accepted(answer);
      const problem = problemOf(answer);
      if (!isTemporary(answer.status)) return refused(answer.status, problem);
      // 429 and 503 say that the command was not accepted. Other server errors don't say.
      if (answer.status >= 500 && answer.status !== 503) unknown = true;
      detail = `${answer.status} ${problem.type ?? ''}: ${problem.detail ?? answer.body.slice(0, 200)}`;
      wait = Math.max(wait, retryAfterMs(answer));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.sent) unknown = true;
      detail = `no answer: ${error.message}`;
    }
    if (stopping.aborted || performance.now() + wait > until) return { kind: 'unsettled', unknown, detail };
    options.onRetry?.();
    await delay(wait, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return { kind: 'unsettled', unknown, detail };
  }
}

function accepted(answer: HttpAnswer): Delivery {
  const { commandId = '' } = JSON.parse(answer.body) as { commandId?: string };
  return {
    kind: 'accepted',
    repeated: answer.headers['idempotency-replayed'] === 'true',
    commandId,
    location: String(answer.headers.location ?? `/v1/commands/${commandId}`),
  };
}

function refused(status: number, problem: Problem): Delivery {
  const detail = problem.detail ?? problem.title ?? 'no reason was given';
  return { kind: 'refused', status, type: problem.type ?? 'about:blank', detail };
}

function problemOf(answer: HttpAnswer): Problem {
  try {
    const value = JSON.parse(answer.body) as Problem | null;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function retryAfterMs(answer: HttpAnswer): number {
  const seconds = Number(answer.headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_S) * 1_000 : 0;
}
