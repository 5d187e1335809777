import type { Setting } from '../setting.ts';

/** OpenTelemetry. */
export const telemetrySettings = {
  otlpEndpoint: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: '',
    pattern: /^https?:\/\/[^\s]+$/,
    form: 'an http or https URL',
    meaning: 'Where spans and metrics are sent by OTLP over HTTP. Without it nothing is exported.',
  },
} as const satisfies Record<string, Setting>;
