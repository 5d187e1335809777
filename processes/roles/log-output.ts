import { write, writeSync } from 'node:fs';

interface LogOutputOptions {
  /** How many bytes of lines are kept in memory. Further lines are dropped and counted. Default 1 MiB. */
  maxBytes?: number;
  /** The delay before a failed write is retried. Default 1 s. */
  retryMs?: number;
  /** Makes the line that reports the dropped lines, once lines can be written again. */
  describeDropped(lines: number): string;
}

/** The largest single write, in bytes. */
const CHUNK_BYTES = 64 * 1024;
/** The delay before a write is retried when the reader is only slow. */
const AGAIN_MS = 20;

/**
 * Writes log lines to a file descriptor without ever blocking, throwing or ending the process. While the descriptor
 * takes nothing (a full disk, a reader that stopped), the oldest lines wait, and later ones are dropped and counted.
 */
export class LogOutput {
  readonly #descriptor: number;
  readonly #maxBytes: number;
  readonly #retryMs: number;
  readonly #describeDropped: (lines: number) => string;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #chunk: Buffer | undefined;
  #isWriting = false;
  #dropped = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(descriptor: number, options: LogOutputOptions) {
    this.#descriptor = descriptor;
    this.#maxBytes = options.maxBytes ?? 1024 ** 2;
    this.#retryMs = options.retryMs ?? 1_000;
    this.#describeDropped = options.describeDropped;
  }

  /** How many dropped lines have not been reported yet. */
  get dropped(): number {
    return this.#dropped;
  }

  /** `text` is one or more whole lines. */
  write(lines: string | Uint8Array): void {
    const bytes = Buffer.from(lines as string);
    if (this.#waitingBytes + bytes.length > this.#maxBytes) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#flush();
  }

  /** Tries once, synchronously, to write all buffered lines. For a process that is about to end. */
  flushSync(): void {
    // The system is already writing this chunk: another write would repeat it.
    const chunk = this.#isWriting ? undefined : this.#chunk;
    const rest = Buffer.concat([...(chunk ? [chunk] : []), ...this.#waiting]);
    if (rest.length === 0) return;
    try {
      const written = writeSync(this.#descriptor, rest);
      this.#waiting = written < rest.length ? [rest.subarray(written)] : [];
      this.#waitingBytes = Math.max(0, this.#waitingBytes - written);
      if (chunk) this.#chunk = undefined;
    } catch {
      // The process ends even if its last lines can't be written.
    }
  }

  #flush(): void {
    if (this.#isWriting || this.#retry) return;
    this.#chunk ??= this.#nextChunk();
    const chunk = this.#chunk;
    if (!chunk) return;
    this.#isWriting = true;
    write(this.#descriptor, chunk, (error, written) => {
      this.#isWriting = false;
      if (error) {
        this.#tryLater(error.code === 'EAGAIN' ? Math.min(AGAIN_MS, this.#retryMs) : this.#retryMs);
        return;
      }
      this.#waitingBytes = Math.max(0, this.#waitingBytes - written);
      if (this.#chunk === chunk) this.#chunk = written < chunk.length ? chunk.subarray(written) : undefined;
      this.#flush();
    });
  }

  #nextChunk(): Buffer | undefined {
    if (this.#waiting.length === 0) return this.#report();
    let bytes = 0;
    let count = 0;
    for (const line of this.#waiting) {
      if (count > 0 && bytes + line.length > CHUNK_BYTES) break;
      bytes += line.length;
      count += 1;
    }
    return Buffer.concat(this.#waiting.splice(0, count));
  }

  /** Reports dropped lines where they would have been: after the lines that waited. */
  #report(): Buffer | undefined {
    if (this.#dropped === 0) return undefined;
    const line = Buffer.from(this.#describeDropped(this.#dropped));
    this.#dropped = 0;
    this.#waitingBytes += line.length;
    return line;
  }

  #tryLater(delayMs: number): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#flush();
    }, delayMs);
    // A process doesn't stay alive for lines it can't write.
    this.#retry.unref();
  }
}
