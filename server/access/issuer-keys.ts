import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Repeat } from '../../contracts/timing/repeat.ts';

const RETRY_MS = 1_000;
/** A token with an unknown key id causes another reading of the keys, at most this often. */
const COOLDOWN_MS = 5_000;
const DISCOVERY = '/.well-known/openid-configuration';

interface IssuerKeysOptions {
  issuer: string;
  /** Empty: the address in the issuer's discovery document. */
  keysUrl: string;
  refreshMs: number;
  timeoutMs: number;
  onFailure(error: unknown): void;
}

/**
 * The public keys of an issuer of tokens. They are read again at intervals, and at once if a token names a key that is not
 * among them. If a reading fails, the earlier keys stay in force, so that valid tokens are accepted while the issuer
 * is unreachable.
 */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  readonly #loop: Repeat;
  #keysUrl = '';
  #keys: ReturnType<typeof createLocalJWKSet> | undefined;
  #readings = 0;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #attempt: Promise<void> = Promise.resolve();

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
    this.#keysUrl = options.keysUrl;
    this.#loop = new Repeat(
      async () => {
        await this.#readAgain();
        return options.refreshMs;
      },
      { retryMs: RETRY_MS, onFailure: options.onFailure },
    );
  }

  /**
   * How often the keys were read. A token verified before the last reading may be signed by a key that was withdrawn
   * since.
   */
  get readings(): number {
    return this.#readings;
  }

  /** The key for a token's header. Throws a JOSEError if the issuer has none, and other errors if its keys can't be read. */
  readonly resolve: JWTVerifyGetKey = async (header, token) => {
    try {
      if (this.#keys) return await this.#keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    if (performance.now() - this.#attemptedAt > COOLDOWN_MS) void this.#readAgain().catch(() => {});
    await this.#attempt;
    return this.#keys!(header, token);
  };

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  #readAgain(): Promise<void> {
    this.#attemptedAt = performance.now();
    this.#attempt = this.#read();
    // Callers that wait for the reading get its error. Without any caller, the error is ignored.
    this.#attempt.catch(() => {});
    return this.#attempt;
  }

  async #read(): Promise<void> {
    if (this.#keysUrl === '') this.#keysUrl = await this.#discover();
    this.#keys = createLocalJWKSet((await this.#fetch(this.#keysUrl)) as JSONWebKeySet);
    this.#readings += 1;
  }

  /** Throws if the document can't be read or is another issuer's (RFC 8414, section 3.3). */
  async #discover(): Promise<string> {
    const { issuer } = this.#options;
    const document = (await this.#fetch(`${issuer.replace(/\/$/, '')}${DISCOVERY}`)) as {
      issuer?: unknown;
      jwks_uri?: unknown;
    };
    if (document.issuer !== issuer) throw new Error('The discovery document names another issuer.');
    if (typeof document.jwks_uri !== 'string') throw new Error('The discovery document names no jwks_uri.');
    return document.jwks_uri;
  }

  async #fetch(url: string): Promise<unknown> {
    const signal = AbortSignal.timeout(this.#options.timeoutMs);
    const answer = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`The issuer answered ${answer.status}.`);
    return answer.json();
  }
}
