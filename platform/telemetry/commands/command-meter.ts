import { LONG, SHORT } from '../metrics/buckets.ts';
import type { Counter, Histogram } from '../metrics/cells.ts';
import type { Family, MetricRegistry } from '../metrics/metric-registry.ts';

/** The outcome of a command as answered to its client. `unknown` is neither accepted nor refused (504). */
export type CommandOutcome = 'accepted' | 'repeated' | 'refused' | 'unknown' | 'failed';

/** The metrics of a gateway. */
export class CommandMeter {
  readonly commands: Family<Counter>;
  readonly problems: Family<Counter>;
  readonly acceptDuration: Family<Histogram>;
  readonly publishDuration: Histogram;

  constructor(registry: MetricRegistry) {
    this.commands = registry.counter({
      name: 'waybill.commands',
      help: 'Commands by answer: accepted, repeated (by an idempotency key), refused, unknown, failed.',
      unit: '{command}',
    });
    this.problems = registry.counter({
      name: 'waybill.command.problems',
      help: 'Commands that were not accepted, by the problem in the answer.',
      unit: '{command}',
    });
    this.acceptDuration = registry.histogram(
      {
        name: 'waybill.accept.duration',
        help: 'Time from a request’s headers to the decision on its answer, for accepted commands.',
        unit: 's',
      },
      SHORT,
    );
    this.publishDuration = registry
      .histogram(
        {
          name: 'waybill.publish.duration',
          help: 'Time from an event’s first publish to the log’s confirmation, retries included.',
          unit: 's',
        },
        LONG,
      )
      .of();
  }
}
