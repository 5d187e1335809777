import { type Logger, pino } from 'pino';
import { redactSecrets } from '../../contracts/redact-secrets.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { LogOutput } from './log-output.ts';

const STDOUT = 1;

/**
 * Structured logs on standard output. Callers log ids, positions and codes, never payloads. Secrets are removed, also
 * from errors of other systems that quote them. A line that can't be written never blocks or ends the process.
 */
export function makeLogger(settings: Settings, role: string, descriptor = STDOUT): Logger {
  const base = { role, pid: process.pid };
  const output = new LogOutput(descriptor, {
    maxBytes: settings.logBufferBytes,
    describeDropped: (lines) =>
      `${JSON.stringify({ level: 40, time: new Date().toISOString(), ...base, dropped: lines, msg: 'log lines were dropped because they could not be written' })}\n`,
  });
  process.once('exit', () => output.flushSync());
  return pino(
    {
      level: settings.logLevel,
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['authorization', 'key', 'apiKey', 'headers.authorization', '*.text'],
        censor: '[redacted]',
      },
    },
    {
      write: (line: string) => output.write(redactSecrets(line)),
      flushSync: () => output.flushSync(),
    } as never,
  );
}
