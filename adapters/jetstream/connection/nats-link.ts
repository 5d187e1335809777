import { setTimeout as delay } from 'node:timers/promises';
import { Events, type NatsConnection, NatsError, type Status } from 'nats';
import type { NatsTarget } from '../../../contracts/ports/nats-target.ts';
import { within } from '../../../contracts/timing/within.ts';
import { natsTroubles } from '../../../contracts/words/nats-trouble.ts';
import { connectNats } from './connect-nats.ts';
import { describeNatsFailure, isRefusedLogin, type NatsFailure } from './describe-nats-failure.ts';
import { LogUnavailable } from './log-unavailable.ts';
import { NatsCredentials } from './nats-credentials.ts';

interface NatsLinkOptions {
  target: NatsTarget;
  /** The connection's name, as the server shows it. */
  name: string;
  connectTimeoutMs: number;
  pingIntervalMs: number;
  requestTimeoutMs: number;
  /** Called with why a server refuses the connection, each time that changes; not for an unreachable server. */
  refused?(why: string): void;
}

const RETRY_MS = 250;
/** A login that was refused is tried less often: servers log each try. */
const RETRY_REFUSED_MS = 1_000;
const MOST_DENIED = 100;
/** Which reason is reported if the servers of a cluster fail for different reasons. */
const GRAVEST = ['unusable', 'refused', 'tls', 'unreachable'] as const;

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
  /** Why the last dial of each server failed. */
  #failures = new Map<string, NatsFailure>();
  #reported: string | undefined;
  #denied = new Map<string, string>();
  #deniedListeners = new Set<(subject: string, why: string) => void>();
  readonly #credentials: NatsCredentials;

  constructor(options: NatsLinkOptions) {
    this.options = options;
    this.#credentials = new NatsCredentials(options.target);
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

  /** Why there is no connection, in words without a full stop. */
  get whyDown(): string {
    return this.#failure?.sentence ?? natsTroubles.unreachable;
  }

  /** What the server does not permit Waybill's user, in words without a full stop; undefined where it refused nothing. */
  get denied(): string | undefined {
    return this.#denied.values().next().value;
  }

  /** The connection while it is up. Throws LogUnavailable. */
  get connection(): NatsConnection {
    if (!this.#up || !this.#connection) throw new LogUnavailable(`${this.whyDown}.`);
    return this.#connection;
  }

  /** Calls `listener` with each subject that the server does not let Waybill's user publish to, as it says so. */
  onDenied(listener: (subject: string, why: string) => void): () => void {
    this.#deniedListeners.add(listener);
    return () => this.#deniedListeners.delete(listener);
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
    const { target, name, connectTimeoutMs, pingIntervalMs } = this.options;
    const dialling = {
      target,
      credentials: this.#credentials,
      failed: ({ hostname, port }: { hostname: string; port: number }, error: Error) =>
        this.#failed(`${hostname} ${port}`, error),
    };
    const retryDelayMs = () => this.#retryDelayMs() * (1 + Math.random());
    while (!this.#closed) {
      try {
        const connection = await connectNats({
          name,
          connectTimeoutMs,
          pingIntervalMs,
          dialling,
          retryDelayMs,
        });
        if (this.#closed) return void connection.close();
        this.#connection = connection;
        this.#setUp(true);
        await this.#watch(connection);
      } catch {
        // The server may come up later. The state says that the connection is down; the caller decides what that means.
      }
      this.#setUp(false);
      await delay(this.#retryDelayMs(), undefined, { ref: false });
    }
  }

  get #failure(): NatsFailure | undefined {
    const failures = [...this.#failures.values()];
    for (const trouble of GRAVEST) {
      const found = failures.find((failure) => failure.trouble === trouble);
      if (found) return found;
    }
    return undefined;
  }

  #retryDelayMs(): number {
    const trouble = this.#failure?.trouble;
    return trouble === 'refused' || trouble === 'unusable' ? RETRY_REFUSED_MS : RETRY_MS;
  }

  #failed(server: string, error: Error): void {
    if (this.#closed) return;
    this.#failures.set(server, describeNatsFailure(error, this.#credentials.areSet));
    const { trouble, sentence } = this.#failure!;
    if (trouble === 'unreachable' || sentence === this.#reported) return;
    this.#reported = sentence;
    this.options.refused?.(sentence);
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.#setUp(false);
      if (status.type === Events.Reconnect) this.#setUp(true);
      if (status.type === Events.Error) this.#met(status);
    }
    await connection.closed();
  }

  /** What a server says to a connection that is up. */
  #met({ data, permissionContext }: Status): void {
    if (isRefusedLogin(data)) this.#failed('present', new NatsError(String(data), String(data)));
    if (permissionContext === undefined) return;
    const { operation, subject } = permissionContext;
    const verb = operation === 'publish' ? 'publish' : 'subscribe';
    const why = `NATS does not permit Waybill’s user to ${verb} to ${subject}`;
    if (this.#denied.size < MOST_DENIED) this.#denied.set(`${verb} ${subject}`, why);
    if (verb === 'publish') for (const listener of [...this.#deniedListeners]) listener(subject, why);
  }

  #setUp(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    if (!up) this.#downSince = Date.now();
    if (!up || !this.#connection) return;
    this.#failures.clear();
    this.#denied.clear();
    this.#reported = undefined;
    for (const wake of [...this.#waiting]) wake();
    for (const listener of [...this.#listeners]) listener(this.#connection);
  }
}
