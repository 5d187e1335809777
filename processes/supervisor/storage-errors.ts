/**
 * Whether the nats-server that runs now has reported that it could not write. The stream it happened to refuses
 * everything from then on, space or not, until the server is restarted, while other streams still confirm: so one write
 * that is confirmed proves nothing for them, and the server's own word is what counts.
 */
export class StorageErrors {
  #last: string | undefined;

  /** The last one reported since the server was started. */
  get last(): string | undefined {
    return this.#last;
  }

  /** A new server process begins without any. */
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
