import { within } from '../../contracts/timing/within.ts';
import type { ExportOptions, OtlpProtocol } from './export/export-options.ts';
import type { ExportedSpans } from './export/span-queue.ts';
import { MetricRegistry } from './metrics/metric-registry.ts';
import { observeProcess } from './metrics/observe-process.ts';
import type { SpanSink } from './spans/span-record.ts';
import { sampleByRatio } from './trace-context/sample-by-ratio.ts';

/** The settings of the same names, and the identity of this process. */
export interface TelemetryOptions {
  otelDisabled: string;
  otlpEndpoint: string;
  otlpTracesEndpoint: string;
  otlpMetricsEndpoint: string;
  otlpProtocol: string;
  otlpTracesProtocol: string;
  otlpMetricsProtocol: string;
  tracesExporter: string;
  metricsExporter: string;
  otlpTimeoutMs: number;
  traceSampleRatio: string;
  traceSlowMs: number;
  traceQueueSpans: number;
  traceFlushMs: number;
  metricsExportMs: number;
  environmentName: string;
  /** `gateway`, `worker:history`, `operations`. */
  role: string;
  /** `<host>:<pid>`. */
  process: string;
  version: string;
  /** Called when exports begin to fail, and when they succeed again. */
  onExport(what: 'spans' | 'metrics', error: Error | undefined): void;
}

/** How this process makes traces, if it does. */
export interface Tracing {
  spans: SpanSink;
  isKept: (traceId: string) => boolean;
  slowMs: number;
}

export interface Telemetry {
  metrics: MetricRegistry;
  /** Undefined without an endpoint. OpenTelemetry's SDK is then not loaded. */
  tracing: Tracing | undefined;
  /** Exports what is queued, within a bounded time. */
  stop(): Promise<void>;
}

const STOP_MS = 2_000;

/** Starts the metrics of this process, and the export of its spans and metrics if an endpoint is set. */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const metrics = new MetricRegistry();
  const observed = observeProcess(metrics);
  const exportOptions = exportOptionsOf(options);
  if (exportOptions.traces === null && exportOptions.metrics === null)
    return { metrics, tracing: undefined, stop: async () => observed.stop() };
  const { startExport } = await import('./export/start-export.ts');
  const { spans, shutdown } = await startExport(metrics, exportOptions, attributesOf(options));
  if (spans) countSpans(metrics, () => spans.counts);
  return {
    metrics,
    tracing: spans && {
      spans,
      isKept: sampleByRatio(Number(options.traceSampleRatio)),
      slowMs: options.traceSlowMs,
    },
    async stop() {
      observed.stop();
      await within(STOP_MS, shutdown(), undefined);
    },
  };
}

/** The protocol for the export of a signal. Null if the signal has no endpoint or is switched off. */
function protocolOf(
  { otelDisabled, otlpEndpoint, otlpProtocol }: TelemetryOptions,
  signal: { endpoint: string; protocol: string; exporter: string },
): OtlpProtocol | null {
  const isOn = !/^true$/i.test(otelDisabled) && signal.exporter !== 'none';
  if (!isOn || (otlpEndpoint === '' && signal.endpoint === '')) return null;
  return (signal.protocol || otlpProtocol) as OtlpProtocol;
}

function exportOptionsOf(options: TelemetryOptions): ExportOptions {
  const failing = new Set<string>();
  return {
    traces: protocolOf(options, {
      endpoint: options.otlpTracesEndpoint,
      protocol: options.otlpTracesProtocol,
      exporter: options.tracesExporter,
    }),
    metrics: protocolOf(options, {
      endpoint: options.otlpMetricsEndpoint,
      protocol: options.otlpMetricsProtocol,
      exporter: options.metricsExporter,
    }),
    timeoutMs: options.otlpTimeoutMs,
    queueSpans: options.traceQueueSpans,
    flushMs: options.traceFlushMs,
    metricsExportMs: options.metricsExportMs,
    version: options.version,
    onOutcome(what, error) {
      // An endpoint that is unreachable for an hour is reported once.
      if (failing.has(what) === (error !== undefined)) return;
      if (error) failing.add(what);
      else failing.delete(what);
      options.onExport(what, error);
    },
  };
}

const attributesOf = ({ role, process, version, environmentName }: TelemetryOptions) => ({
  'service.namespace': 'waybill',
  'service.name': `waybill-${role.replace(':', '-')}`,
  'service.instance.id': process,
  'service.version': version,
  ...(environmentName === '' ? {} : { 'deployment.environment.name': environmentName }),
});

function countSpans(metrics: MetricRegistry, counts: () => Readonly<ExportedSpans>): void {
  metrics.sum(
    {
      name: 'waybill.spans',
      help: 'Spans by outcome: exported, failed (the export failed), dropped (the queue was full).',
      unit: '{span}',
    },
    () => {
      const { exported, failed, dropped } = counts();
      return Object.entries({ exported, failed, dropped }).map(([outcome, value]) => ({
        labels: { outcome },
        value,
      }));
    },
  );
  metrics.gauge(
    { name: 'waybill.spans.waiting', help: 'Spans waiting to be exported.', unit: '{span}' },
    () => [{ value: counts().waiting }],
  );
}
