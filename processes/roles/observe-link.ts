import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';

/** Metric: whether this process is connected to NATS. */
export const observeLink = (metrics: MetricRegistry, link: NatsLink): void =>
  metrics.gauge(
    { name: 'waybill.link.up', help: 'Connection to NATS: 1 if up, 0 if down.', unit: '1' },
    () => [{ value: link.isUp ? 1 : 0 }],
  );
