import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';
import { serveMetrics as serve } from '../../platform/telemetry/metrics/serve-metrics.ts';

/** Serves /metrics of a role on its own address. Throws BadSetting if the address can't be used. */
export async function serveMetrics(
  metrics: MetricRegistry,
  { metricsHost, metricsPort }: Settings,
): Promise<{ url: string; stop(): Promise<void> }> {
  try {
    const { port, stop } = await serve(metrics, metricsHost, metricsPort);
    const host = metricsHost === '0.0.0.0' || metricsHost === '::' ? '127.0.0.1' : metricsHost;
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`, stop };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL' && code !== 'EACCES') throw error;
    throw new BadSetting(
      `Can't listen on ${metricsHost}:${metricsPort} (${code}). See WAYBILL_METRICS_HOST and WAYBILL_METRICS_PORT.`,
    );
  }
}
