import { ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type MetricProducer,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import type { MetricFamily, MetricPoint } from '../metrics/metric-family.ts';
import type { MetricRegistry } from '../metrics/metric-registry.ts';
import { hrTime } from '../spans/wall-clock.ts';
import type { ExportOptions } from './export-options.ts';

/** Exports the registry's metrics at every interval. */
export function metricReader(
  registry: MetricRegistry,
  exporter: PushMetricExporter,
  options: ExportOptions,
  resource: Resource,
): PeriodicExportingMetricReader {
  const send = exporter.export.bind(exporter);
  exporter.export = (metrics, done) =>
    send(metrics, (result) => {
      options.onOutcome('metrics', result.code === 0 ? undefined : (result.error ?? new Error('refused')));
      done(result);
    });
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: options.metricsExportMs,
    exportTimeoutMillis: Math.min(options.timeoutMs, options.metricsExportMs),
    metricProducers: [producerOf(registry, options.version, resource)],
  });
}

/** Passes the registry's values to OpenTelemetry, through its interface for metrics measured elsewhere. */
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
