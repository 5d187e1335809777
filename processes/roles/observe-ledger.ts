import type { LedgerWriter } from '../../adapters/jetstream/publish/ledger-writer.ts';
import type { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';

/** Metrics: records waiting for the ledger, and records lost before they reached it. */
export function observeLedger(metrics: MetricRegistry, ledger: LedgerWriter): void {
  metrics.gauge(
    {
      name: 'waybill.ledger.waiting',
      help: 'Records waiting to be written to the ledger.',
      unit: '{record}',
    },
    () => [{ value: ledger.waiting }],
  );
  metrics.sum(
    {
      name: 'waybill.ledger.missed',
      help: 'Records lost before they reached the ledger (gaps).',
      unit: '{record}',
    },
    () => [{ value: ledger.missed }],
  );
}
