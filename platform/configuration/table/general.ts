import { keyListPattern, keyPattern } from '../key-patterns.ts';
import type { Setting } from '../setting.ts';

/** Data folder, names and keys. */
export const generalSettings = {
  dataDir: {
    kind: 'text',
    variable: 'WAYBILL_DATA_DIR',
    default: '.data',
    meaning: 'The folder for the log, the read models, keys and logs. One running instance per folder.',
  },
  environmentName: {
    kind: 'text',
    variable: 'WAYBILL_ENVIRONMENT',
    default: 'development',
    pattern: /^[a-z][a-z0-9-]{0,31}$/,
    form: 'a lower-case word',
    meaning: 'The name that the console shows, so that people know which instance they act on.',
  },
  logLevel: {
    kind: 'text',
    variable: 'WAYBILL_LOG_LEVEL',
    default: 'info',
    pattern: /^(trace|debug|info|warn|error|fatal|silent)$/,
    form: 'a level of pino',
    meaning: 'The least severe log line that is written.',
  },
  logBufferBytes: {
    kind: 'number',
    variable: 'WAYBILL_LOG_BUFFER_BYTES',
    default: 1024 ** 2,
    min: 1_024,
    max: 1024 ** 3,
    unit: 'bytes',
    meaning:
      'How many bytes of log lines a process keeps in memory while it can’t write them (a full disk). It drops later lines and counts them.',
  },
  apiKeys: {
    kind: 'text',
    variable: 'WAYBILL_API_KEYS',
    default: '',
    pattern: keyListPattern,
    form: 'a list of caller:key, separated by commas, each key of 16 to 256 printable ASCII characters without spaces',
    secret: true,
    meaning: 'The callers of the API and their keys. If empty, the first start makes one development key.',
  },
  operatorKeys: {
    kind: 'text',
    variable: 'WAYBILL_OPERATOR_KEYS',
    default: '',
    pattern: keyListPattern,
    form: 'a list of name:key, separated by commas, each key of 16 to 256 printable ASCII characters without spaces',
    secret: true,
    meaning:
      'The operators of the operations API and their keys. The name is recorded in the audit log. If empty, the first start makes one key.',
  },
  operatorKey: {
    kind: 'text',
    variable: 'WAYBILL_OPERATOR_KEY',
    default: '',
    pattern: keyPattern,
    form: 'a key of 16 to 256 printable ASCII characters without spaces and commas',
    secret: true,
    meaning:
      'The key that the console sends to the operations service. The supervisor sets it; a browser never sees it.',
  },
} as const satisfies Record<string, Setting>;
