import { type Logger, pino } from 'pino';
import type { Settings } from '../configuration/settings.ts';

/** Structured logs on standard output. No payloads: whoever logs names ids, positions and codes. */
export const makeLogger = (settings: Settings, role: string): Logger =>
  pino({
    level: settings.logLevel,
    base: { role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', 'key', 'apiKey', 'headers.authorization', '*.text'],
      censor: '[redacted]',
    },
  });
