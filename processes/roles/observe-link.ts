import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';

/** Whether the log can be reached from here. */
export const observeLink = (metrics: MetricRegistry, link: NatsLink): void =>
  metrics.gauge(
    { name: 'waybill.link.up', help: 'Whether the connection to NATS is up: 1 or 0.', unit: '1' },
    () => [{ value: link.isUp ? 1 : 0 }],
  );
