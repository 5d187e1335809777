import { LONG, SHORT, SIZES } from '../metrics/buckets.ts';
import type { Counter, Histogram } from '../metrics/cells.ts';
import type { Family, MetricRegistry } from '../metrics/metric-registry.ts';

/** What a worker counts. */
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
        help: 'Events made durable in a projection’s store. One that is applied again counts again.',
        unit: '{event}',
      })
      .of(labels);
    this.batchSize = registry
      .histogram(
        { name: 'waybill.apply.batch.size', help: 'Events in one call of the store.', unit: '{event}' },
        SIZES,
      )
      .of(labels);
    this.applyDuration = registry
      .histogram(
        { name: 'waybill.apply.duration', help: 'How long one call of the store took.', unit: 's' },
        SHORT,
      )
      .of(labels);
    this.delay = registry
      .histogram(
        {
          name: 'waybill.event.delay',
          help: 'From when the log stored an event to when it was durable in the store.',
          unit: 's',
        },
        LONG,
      )
      .of(labels);
    this.failures = registry.counter({
      name: 'waybill.apply.failures',
      help: 'Failed attempts on events, by what the failure means and the code it has. Outages are nobody’s failure.',
      unit: '{attempt}',
    });
    this.moved = registry.counter({
      name: 'waybill.events.moved',
      help: 'Events that failed, by where they went: retry, dead-letter, still-there.',
      unit: '{event}',
    });
  }
}
