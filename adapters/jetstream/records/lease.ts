import type { AckInbox } from '../connection/ack-inbox.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { lastMessage } from '../connection/stored-message.ts';
import { LEASES, leaseSubject } from '../streams/stream-layout.ts';

interface LeaseOptions {
  link: NatsLink;
  inbox: AckInbox;
  name: string;
  /** Who asks for it: unique for each process. */
  holder: string;
  /** How often the holder renews it, and how long its value must stay unchanged before another process takes it. */
  renewMs: number;
  staleMs: number;
  timeoutMs: number;
}

/**
 * The lead in work that only one process may do at a time. The holder rewrites the lease's value. The other processes watch
 * it and take it once it has not changed for `staleMs` by their own clock, so clocks are never compared. A write succeeds
 * only if the value is the one last seen. For a moment two processes may believe that they lead (one that was paused
 * continues), so the leader's writes need their own protection.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #timer: NodeJS.Timeout;
  #sequence = -1;
  #changedAt = 0;
  /** Of performance.now: when the last successful renewal began. */
  #renewedAt = Number.NEGATIVE_INFINITY;
  #mine = false;
  #busy: Promise<void> | undefined;
  #closed = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#turn(), options.renewMs);
    options.link.onUp(() => this.#turn());
  }

  get isHeld(): boolean {
    return this.#mine && performance.now() - this.#renewedAt < this.#options.staleMs;
  }

  /** Gives up the lease, so that another process can take it at once. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#busy;
    if (this.isHeld && this.#options.link.isUp) await this.#write('').catch(() => {});
    this.#mine = false;
  }

  #turn(): void {
    if (this.#busy || this.#closed || !this.#options.link.isUp) return;
    this.#busy = this.#renewOrWatch()
      .catch(() => {
        // The log is down: the lease expires.
      })
      .finally(() => {
        this.#busy = undefined;
      });
  }

  async #renewOrWatch(): Promise<void> {
    const { link, name, holder, staleMs } = this.#options;
    if (this.#mine) return this.#write(holder);
    const value = await lastMessage(link, LEASES, leaseSubject(name));
    const sequence = value?.sequence ?? 0;
    if (sequence !== this.#sequence) {
      this.#sequence = sequence;
      this.#changedAt = performance.now();
    }
    const isFree = value === undefined || value.bytes.length === 0;
    // A renewal of this process that was stored but not confirmed.
    const isOurs = value !== undefined && Buffer.from(value.bytes).toString() === holder;
    if (isFree || isOurs || performance.now() - this.#changedAt >= staleMs) await this.#write(holder);
  }

  async #write(holder: string): Promise<void> {
    const { inbox, name, timeoutMs } = this.#options;
    const begun = performance.now();
    const headers = encodeHeaders([['Nats-Expected-Last-Subject-Sequence', String(this.#sequence)]]);
    const outcome = await inbox.publish(leaseSubject(name), headers, Buffer.from(holder), timeoutMs);
    if (outcome.kind === 'stored') {
      this.#sequence = outcome.sequence;
      this.#changedAt = begun;
      this.#renewedAt = begun;
      this.#mine = holder !== '';
    } else {
      // Refused or unknown: the lease may hold somebody else's value.
      this.#mine = false;
    }
  }
}
