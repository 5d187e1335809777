import { LogOutput } from './log-output.ts';

/**
 * Writes this process's output without ever blocking, throwing or ending the process: a full disk or a closed reader
 * costs log lines and nothing else. `change` is applied to each text.
 */
export function guardOutput(options: { change?(text: string): string } = {}): void {
  const { change = (text: string) => text } = options;
  for (const [stream, descriptor] of [
    [process.stdout, 1],
    [process.stderr, 2],
  ] as const) {
    const output = new LogOutput(descriptor, {
      describeDropped: (lines) => `${lines} lines were dropped because they could not be written.\n`,
    });
    stream.on('error', () => {});
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      output.write(typeof chunk === 'string' ? change(chunk) : chunk);
      const done = rest.find((each) => typeof each === 'function');
      if (done) process.nextTick(done as () => void);
      return true;
    };
    process.once('exit', () => output.flushSync());
  }
}
