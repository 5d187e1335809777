interface ProgressLine {
  /** Shows the progress one last time and stops. */
  end(): void;
}

const ON_TERMINAL_MS = 200;
const ELSEWHERE_MS = 5_000;

/**
 * Shows `describe()` on standard error: on a terminal one line that changes, elsewhere a new line every few seconds.
 */
export function showProgress(
  describe: () => string,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressLine {
  const terminal = stream.isTTY === true;
  const show = () => {
    // Goes to the start of the line and clears it. Cuts the text, because a wrapped line could not be cleared.
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
