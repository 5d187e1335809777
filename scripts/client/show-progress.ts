export interface ProgressLine {
  /** Shows the progress a last time and stops. */
  end(): void;
}

const ON_TERMINAL_MS = 200;
const ELSEWHERE_MS = 5_000;

/** Shows `describe()` on standard error: a line that changes on a terminal, a line every few seconds elsewhere. */
export function showProgress(
  describe: () => string,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressLine {
  const terminal = stream.isTTY === true;
  const show = () => {
    // Back to the start of the line, then clear to its end; cut, because a wrapped line could not be cleared.
    if (terminal) stream.write(`\r\x1b[K${describe().slice(0, (stream.columns || 80) - 1)}`);
    else stream.write(`${describe()}\n`);
  };
  const timer = setInterval(show, terminal ? ON_TERMINAL_MS : ELSEWHERE_MS);
  return {
    end() {
      clearInterval(timer);
      if (terminal) stream.write('\r\x1b[K');
    },
  };
}
