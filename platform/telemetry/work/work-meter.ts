import { LONG, SHORT, SIZES } from '../metrics/buckets.ts';
import type { Counter, Histogram } from '../metrics/cells.ts';
import type { Family, MetricRegistry } from '../metrics/metric-registry.ts';

/** The metrics of a worker. */
export class WorkMeter {
  readonly applied: Counter;
  readonly batchSize: Histogram;
  readonly applyDuration: Histogram;
  readonly delay: Histogram;
  readonly failures: Family<Counter>;
  readonly moved: Family<Counter>;

  constructor(registry: MetricRegistry, projection: string) {
    const labels = { projection };
    this.applied = registry
      .counter({
        name: 'waybill.events.applied',
        help: 'Events made durable in a projection’s store. An event that is applied again counts again.',
        unit: '{event}',
      })
      .of(labels);
    this.batchSize = registry
      .histogram(
        { name: 'waybill.apply.batch.size', help: 'Events per call of the store.', unit: '{event}' },
        SIZES,
      )
      .of(labels);
    this.applyDuration = registry
      .histogram(
        { name: 'waybill.apply.duration', help: 'Duration of one call of the store.', unit: 's' },
        SHORT,
      )
      .of(labels);
    this.delay = registry
      .histogram(
        {
          name: 'waybill.event.delay',
          help: 'Time from when the log stored an event to when it was durable in the store.',
          unit: 's',
        },
        LONG,
      )
      .of(labels);
    this.failures = registry.counter({
      name: 'waybill.apply.failures',
      help: 'Failed attempts on events, by failure class and code. Outages do not count.',
      unit: '{attempt}',
    });
    this.moved = registry.counter({
      name: 'waybill.events.moved',
      help: 'Events that failed, by what the worker did: retry, dead-letter, still-there.',
      unit: '{event}',
    });
  }
}
