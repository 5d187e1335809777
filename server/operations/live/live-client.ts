import type { ServerResponse } from 'node:http';
import type { LiveState } from './live-state.ts';

interface LiveClientOptions {
  state: LiveState;
  /** The client has every state up to this revision. */
  seen: number;
  heartbeatMs: number;
  stuckMs: number;
  onClosed(client: LiveClient): void;
}

/**
 * One client. Nothing is queued for it: it gets the newest state of each kind it has not seen, as fast as it reads.
 *
 *   idle ─something new─► sending ─all sent─► idle         silent for `heartbeatMs`: a comment
 *                            │ ▲
 *             its buffer full│ │drained              full for too long: closed
 *                            └─┘
 */
export class LiveClient {
  readonly #options: LiveClientOptions;
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #seen: number;
  #stuck: NodeJS.Timeout | undefined;
  #wroteAt = performance.now();
  #ended = false;
  #closed = false;

  constructor(response: ServerResponse, options: LiveClientOptions) {
    this.#response = response;
    this.#options = options;
    this.#seen = options.seen;
    response.on('close', () => this.#close());
    // A broken connection: `close` follows.
    response.on('error', () => {});
    response.on('drain', () => {
      clearTimeout(this.#stuck);
      this.#stuck = undefined;
      this.flush();
    });
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs / 2);
  }

  /** Sends what the client has not seen, as far as its buffer takes it. */
  flush(): void {
    while (!this.#ended && !this.#closed && this.#stuck === undefined) {
      const event = this.#options.state.next(this.#seen);
      if (!event) return;
      this.#seen = event.revision;
      this.#write(event.text);
    }
  }

  /** Ends the response cleanly; the client reconnects. */
  end(): void {
    this.#ended = true;
    if (!this.#closed) this.#response.end();
  }

  destroy(): void {
    this.#response.destroy();
  }

  #beat(): void {
    if (this.#ended || this.#stuck !== undefined) return;
    if (performance.now() - this.#wroteAt >= this.#options.heartbeatMs / 2) this.#write(':\n\n');
  }

  #write(text: string): void {
    this.#wroteAt = performance.now();
    if (this.#response.write(text) || this.#closed) return;
    this.#stuck = setTimeout(() => this.#response.destroy(), this.#options.stuckMs);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stuck);
    this.#options.onClosed(this);
  }
}
