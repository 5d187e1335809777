import { whyNoOrigin } from '../connection-url.ts';
import type { Setting } from '../setting.ts';

/** Where services listen, and how the console reaches them. */
export const listeningSettings = {
  gatewayHost: {
    kind: 'text',
    variable: 'WAYBILL_GATEWAY_HOST',
    default: '127.0.0.1',
    meaning: 'The address that the gateway listens on. The console and /ops always listen on loopback.',
  },
  gatewayPort: {
    kind: 'number',
    variable: 'WAYBILL_GATEWAY_PORT',
    default: 7400,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the HTTP API; 0 takes any free one.',
  },
  consolePort: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_PORT',
    default: 7401,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the console, on loopback.',
  },
  operationsPort: {
    kind: 'number',
    variable: 'WAYBILL_OPERATIONS_PORT',
    default: 0,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the operations service (/ops), on loopback; 0 takes any free one.',
  },
  operationsUrl: {
    kind: 'text',
    variable: 'WAYBILL_OPERATIONS_URL',
    default: '',
    pattern: /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):[0-9]+$/,
    form: 'an http URL on loopback',
    meaning: 'Where a console started alone finds the operations service. The supervisor sets it.',
  },
  consoleRequestTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_REQUEST_TIMEOUT_MS',
    default: 10_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long the operations service may take to begin its answer to the console.',
  },
  consolePrefetchTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_PREFETCH_TIMEOUT_MS',
    default: 800,
    min: 50,
    max: 30_000,
    unit: 'ms',
    meaning: 'How long a page of the console waits for its data before it is sent without the data.',
  },
  publicGatewayUrl: {
    kind: 'text',
    variable: 'WAYBILL_GATEWAY_URL',
    default: '',
    form: 'an http or https origin',
    check: whyNoOrigin,
    meaning: 'The origin at which clients reach the gateway, for links. Default: the address it listens on.',
  },
  healthPort: {
    kind: 'number',
    variable: 'WAYBILL_HEALTH_PORT',
    default: 0,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning:
      'The port of a worker’s health endpoints, on loopback; 0 takes any free one, which the log names.',
  },
} as const satisfies Record<string, Setting>;
