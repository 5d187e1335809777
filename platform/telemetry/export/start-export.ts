import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { MetricRegistry } from '../metrics/metric-registry.ts';
import type { ExportOptions } from './export-options.ts';
import { makeMetricExporter, makeSpanExporter } from './exporters.ts';
import { metricReader } from './metric-reader.ts';
import { exportsAtOnce, SpanQueue } from './span-queue.ts';

interface RunningExport {
  /** Undefined if spans are not exported. */
  spans: SpanQueue | undefined;
  /** Exports what is queued. Resolves when the export has ended, even if it failed. */
  shutdown(): Promise<void>;
}

/**
 * Starts OpenTelemetry's Node SDK for the spans and metrics of this process. Waybill makes its spans itself, after the
 * fact, so the SDK instruments nothing and keeps no context. OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override
 * the `attributes` given here.
 */
export async function startExport(
  registry: MetricRegistry,
  options: ExportOptions,
  attributes: Record<string, string>,
): Promise<RunningExport> {
  const resource = resourceFromAttributes(attributes).merge(detectResources({ detectors: [envDetector] }));
  const spans =
    options.traces === null
      ? undefined
      : new SpanQueue(await makeSpanExporter(options.traces, exportsAtOnce(options)), options, resource);
  const reader =
    options.metrics === null
      ? undefined
      : metricReader(registry, await makeMetricExporter(options.metrics), options, resource);
  const sdk = new NodeSDK({
    resource,
    autoDetectResources: false,
    resourceDetectors: [],
    instrumentations: [],
    spanProcessors: spans ? [spans.processor] : [],
    metricReaders: reader ? [reader] : [],
    logRecordProcessors: [],
    textMapPropagator: null,
    // Null keeps AsyncLocalStorage out of every request. The SDK's types don't declare null.
    contextManager: null as never,
  });
  sdk.start();
  return { spans, shutdown: () => sdk.shutdown().catch(() => {}) };
}
