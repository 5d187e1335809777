import type { FastifyReply } from 'fastify';
import type { Route } from '../../contracts/routes/route.ts';
import { ProblemError } from './problem-error.ts';

/** The settings of the same names: requests per second and caller, with a burst of the same size; 0 for no limit. */
interface CallerRateLimits {
  callerRate: number;
  callerReadRate: number;
}

interface Bucket {
  tokens: number;
  /** Of performance.now. */
  filledAt: number;
}

/** How many callers of a class are remembered before those with a full bucket are forgotten. */
const MAX_CALLERS = 10_000;

/** One class of requests and its rate: a token bucket for each caller. */
class RateClass {
  readonly #name: string;
  readonly #rate: number;
  readonly #policy: string;
  readonly #buckets = new Map<string, Bucket>();

  constructor(name: string, rate: number) {
    this.#name = name;
    this.#rate = rate;
    this.#policy = `"${name}";q=${rate};w=1`;
  }

  take(caller: string, reply: FastifyReply): void {
    const now = performance.now();
    const bucket = this.#bucketOf(caller, now);
    bucket.tokens = Math.min(this.#rate, bucket.tokens + ((now - bucket.filledAt) / 1_000) * this.#rate);
    bucket.filledAt = now;
    const isAdmitted = bucket.tokens >= 1;
    if (isAdmitted) bucket.tokens -= 1;
    reply.header('ratelimit-policy', this.#policy);
    reply.header('ratelimit', `"${this.#name}";r=${Math.floor(bucket.tokens)};t=1`);
    if (isAdmitted) return;
    throw new ProblemError(
      'too-many-requests',
      `One caller may send at most ${this.#rate} ${this.#name} a second. This request had no effect: send it again in a second.`,
      { headers: { 'retry-after': '1' } },
    );
  }

  #bucketOf(caller: string, now: number): Bucket {
    const known = this.#buckets.get(caller);
    if (known) return known;
    if (this.#buckets.size >= MAX_CALLERS)
      for (const [id, { filledAt }] of this.#buckets) if (now - filledAt > 1_000) this.#buckets.delete(id);
    const bucket = { tokens: this.#rate, filledAt: now };
    this.#buckets.set(caller, bucket);
    return bucket;
  }
}

/**
 * How many requests a caller may send: reads, and all others, each by its own rate. Answers carry `RateLimit-Policy` and
 * `RateLimit` where a rate is set (draft-ietf-httpapi-ratelimit-headers-10). A refused request has no effect.
 */
export class CallerRates {
  readonly #reads: RateClass | undefined;
  readonly #changes: RateClass | undefined;

  constructor({ callerRate, callerReadRate }: CallerRateLimits) {
    this.#reads = callerReadRate > 0 ? new RateClass('reads', callerReadRate) : undefined;
    this.#changes = callerRate > 0 ? new RateClass('commands', callerRate) : undefined;
  }

  /** Throws ProblemError: 429 if the caller has sent its share. */
  take(caller: string, { method }: Pick<Route, 'method'>, reply: FastifyReply): void {
    (method === 'GET' ? this.#reads : this.#changes)?.take(caller, reply);
  }
}
