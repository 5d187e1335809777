import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../adapters/jetstream/connection/read-batch.ts';
import { foldedInMemory, type StreamReader } from '../../adapters/jetstream/consume/indexed-stream.ts';
import { StreamIndexer } from '../../adapters/jetstream/consume/stream-indexer.ts';
import { readApiKey } from '../../adapters/jetstream/records/api-keys.ts';
import { API_KEYS } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { ApiKeyRecord } from '../../contracts/access/api-key.ts';
import { Repeat } from '../../contracts/timing/repeat.ts';

/** How often the bucket is read. A revocation is in force after this time plus one request to NATS. */
const READ_MS = 250;
/** Without a reading for this long the service is not ready: it may admit a key that was revoked. */
const STALE_MS = 5_000;

export interface KnownApiKey {
  record: ApiKeyRecord;
  /** The sequence of this value in the bucket; a change must name it. */
  revision: number;
}

/**
 * All API keys of the bucket in memory, so that a request needs neither I/O nor a slow hash. While NATS is away, the keys
 * last read stay in force. They also outlive the bucket itself.
 */
export class KnownApiKeys implements StreamReader {
  readonly #indexer: StreamIndexer<StoredMessage>;
  readonly #loop: Repeat;
  readonly #link: NatsLink;
  readonly #byId = new Map<string, KnownApiKey>();
  readonly #byDigest = new Map<string, KnownApiKey>();
  /** The ids of keys from a bucket that has been replaced since. */
  readonly #unstored = new Set<string>();
  #readAt = performance.now();

  /** `restore` stores keys of a replaced bucket in the new one. Only one service passes it. */
  constructor(
    link: NatsLink,
    options: { onFailure(error: unknown): void; restore?(record: ApiKeyRecord): Promise<unknown> },
  ) {
    this.#link = link;
    this.#indexer = new StreamIndexer(link, foldedInMemory(link, API_KEYS, this));
    const { restore, onFailure } = options;
    this.#loop = new Repeat(
      async () => {
        if (!link.isUp) return READ_MS;
        await this.catchUp();
        if (restore) for (const keyId of this.#unstored) await restore(this.#byId.get(keyId)!.record);
        return READ_MS;
      },
      { retryMs: READ_MS, onFailure },
    );
  }

  /** Resolves when every key stored before the call is known. Throws LogUnavailable, ApiRefusal. */
  async catchUp(): Promise<void> {
    const began = performance.now();
    await this.#indexer.catchUp();
    this.#readAt = began;
  }

  /** Why the keys may be out of date, for readiness. */
  get obstacle(): string | undefined {
    if (!this.#link.isUp || performance.now() - this.#readAt < STALE_MS) return undefined;
    return `API keys have not been read for ${Math.round((performance.now() - this.#readAt) / 1_000)} s: a revoked one may still be admitted`;
  }

  /** Newest first. */
  get all(): KnownApiKey[] {
    return [...this.#byId.values()].sort((a, b) => (a.record.createdAt < b.record.createdAt ? 1 : -1));
  }

  byId(keyId: string): KnownApiKey | undefined {
    return this.#byId.get(keyId);
  }

  /** By the SHA-256 of a key in hexadecimal digits: the present key, or the previous one after a rotation. */
  byDigest(digest: string): KnownApiKey | undefined {
    return this.#byDigest.get(digest);
  }

  take(message: StoredMessage): void {
    const record = readApiKey(message);
    // The value is not from Waybill: any client that may publish can write to the bucket.
    if (!record) return;
    this.#forget(record.keyId);
    this.#unstored.delete(record.keyId);
    const known = { record, revision: message.sequence };
    this.#byId.set(record.keyId, known);
    this.#byDigest.set(record.digest, known);
    if (record.previous) this.#byDigest.set(record.previous.digest, known);
  }

  /** The bucket was deleted. Its keys stay in force until a record says otherwise. */
  reset(): void {
    for (const keyId of this.#byId.keys()) this.#unstored.add(keyId);
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#indexer.stop();
  }

  #forget(keyId: string): void {
    const known = this.#byId.get(keyId);
    if (!known) return;
    this.#byDigest.delete(known.record.digest);
    if (known.record.previous) this.#byDigest.delete(known.record.previous.digest);
  }
}
