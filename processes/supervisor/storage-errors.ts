/**
 * Whether the running nats-server has logged a failed write. The stream that failed then refuses all messages until the
 * server restarts, even if there is space again, while other streams still confirm. A confirmed probe therefore proves
 * nothing about the other streams, so the server's log decides.
 */
export class StorageErrors {
  #last: string | undefined;

  /** The last failed write that the server has logged since it started. */
  get last(): string | undefined {
    return this.#last;
  }

  /** Called when a new server process starts. */
  started(): void {
    this.#last = undefined;
  }

  /** Takes a line of the server's log. */
  line(line: string): void {
    const match =
      /\[(?:ERR|FTL|WRN)\] (.*(?:critical write error|no space left on device|disk quota exceeded|read-only file system|input\/output error).*)/i.exec(
        line,
      );
    if (match) this.#last = match[1];
  }
}
