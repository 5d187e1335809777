import { ValueType } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  MeterProvider,
  type MetricData,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { ExportOptions } from '../export-options.ts';
import { hrTime } from '../spans/wall-clock.ts';
import type { MetricFamily, MetricPoint } from './metric-family.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** Sends the registry's sums by OTLP at every interval, one export at a time. Ended by its `shutdown()`. */
export function exportMetrics(
  registry: MetricRegistry,
  options: ExportOptions,
  resource: Resource,
): MeterProvider {
  const exporter = new OTLPMetricExporter({
    url: `${options.endpoint}/v1/metrics`,
    headers: options.headers,
    timeoutMillis: options.timeoutMs,
    concurrencyLimit: 1,
  });
  const send = exporter.export.bind(exporter);
  exporter.export = (metrics, done) =>
    send(metrics, (result) => {
      options.onOutcome('metrics', result.code === 0 ? undefined : (result.error ?? new Error('refused')));
      done(result);
    });
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: options.metricsExportMs,
    exportTimeoutMillis: Math.min(options.timeoutMs, options.metricsExportMs),
    metricProducers: [producerOf(registry, options.version, resource)],
  });
  return new MeterProvider({ resource, readers: [reader] });
}

/** OpenTelemetry's own way in for sums that were made elsewhere. */
function producerOf(registry: MetricRegistry, version: string, resource: Resource): MetricProducer {
  const startTime = hrTime(Date.now());
  return {
    async collect() {
      const endTime = hrTime(Date.now());
      const metrics = registry.collect().map((family) => metricData(family, startTime, endTime));
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: 'waybill', version }, metrics }] },
        errors: [],
      };
    },
  };
}

type Time = [number, number];

function metricData(family: MetricFamily, startTime: Time, endTime: Time): MetricData {
  const { name, help: description, unit, kind, points } = family;
  const base = {
    descriptor: { name, description, unit, valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const at = { startTime, endTime };
  if (kind === 'histogram') {
    return {
      ...base,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: points.map((point) => ({ ...at, attributes: point.labels, value: bucketsOf(point) })),
    };
  }
  const dataPoints = points.map((point) => ({
    ...at,
    attributes: point.labels,
    value: 'value' in point ? point.value : Number.NaN,
  }));
  return kind === 'gauge'
    ? { ...base, dataPointType: DataPointType.GAUGE, dataPoints }
    : { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
}

function bucketsOf(point: MetricPoint) {
  if ('value' in point) throw new TypeError('A histogram has buckets.');
  const { bounds, counts, sum, count } = point;
  return { buckets: { boundaries: [...bounds], counts: [...counts] }, sum, count };
}
