import { setTimeout as delay } from 'node:timers/promises';
import { connect, Events, type NatsConnection } from 'nats';
import { within } from '../../../contracts/timing/within.ts';
import { LogUnavailable } from './log-unavailable.ts';

export interface NatsLinkOptions {
  /** One or more servers, separated by commas. */
  url: string;
  /** The connection's name, as the server shows it. */
  name: string;
  connectTimeoutMs: number;
  pingIntervalMs: number;
  requestTimeoutMs: number;
}

/**
 * The connection to NATS, which may be down. It connects and reconnects without end, also before the first success, so a
 * role may start before its log.
 *
 *   connecting ─► up ◄─► down        only close() closes it
 *
 * While it is down nothing may be published. The client would keep the bytes and send them at its next connection, long
 * after it reported to the caller that they were refused.
 */
export class NatsLink {
  readonly options: NatsLinkOptions;
  #connection: NatsConnection | undefined;
  #up = false;
  #downSince = Date.now();
  #closed = false;
  #waiting = new Set<() => void>();
  #listeners = new Set<(connection: NatsConnection) => void>();

  constructor(options: NatsLinkOptions) {
    this.options = options;
    void this.#connect();
  }

  get isUp(): boolean {
    return this.#up;
  }

  /** How long the connection has been down, in ms; 0 while it is up. */
  get downForMs(): number {
    return this.#up ? 0 : Date.now() - this.#downSince;
  }

  /** When the connection was last lost, Unix ms; before the first connection, when the first attempt began. */
  get downSince(): number {
    return this.#downSince;
  }

  /** The connection while it is up. Throws LogUnavailable. */
  get connection(): NatsConnection {
    if (!this.#up || !this.#connection) throw new LogUnavailable('There is no connection to NATS.');
    return this.#connection;
  }

  /** Calls `listener` now, if up, and after every new connection. Subscriptions also work after a reconnect. */
  onUp(listener: (connection: NatsConnection) => void): () => void {
    this.#listeners.add(listener);
    if (this.#up && this.#connection) listener(this.#connection);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves to whether the connection is up, within `timeoutMs`. */
  async whenUp(timeoutMs: number): Promise<boolean> {
    if (this.#up || this.#closed || timeoutMs <= 0) return this.#up;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
    });
    return this.#up;
  }

  /** Sends what is buffered and closes, within the connect timeout. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const connection = this.#connection;
    if (connection && this.#up) await within(this.options.connectTimeoutMs, connection.drain(), undefined);
    await connection?.close().catch(() => {});
    this.#setUp(false);
    for (const wake of [...this.#waiting]) wake();
  }

  async #connect(): Promise<void> {
    const { url, name, connectTimeoutMs, pingIntervalMs } = this.options;
    while (!this.#closed) {
      try {
        const connection = await connect({
          servers: url.split(','),
          name,
          timeout: connectTimeoutMs,
          pingInterval: pingIntervalMs,
          maxPingOut: 2,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          reconnectJitter: 250,
        });
        if (this.#closed) return void connection.close();
        this.#connection = connection;
        this.#setUp(true);
        await this.#watch(connection);
      } catch {
        // The server may come up later. The state says that the connection is down; the caller decides what that means.
      }
      this.#setUp(false);
      await delay(250, undefined, { ref: false });
    }
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.#setUp(false);
      if (status.type === Events.Reconnect) this.#setUp(true);
    }
    await connection.closed();
  }

  #setUp(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    if (!up) this.#downSince = Date.now();
    if (!up || !this.#connection) return;
    for (const wake of [...this.#waiting]) wake();
    for (const listener of [...this.#listeners]) listener(this.#connection);
  }
}
