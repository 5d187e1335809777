import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricRegistry } from './metric-registry.ts';

const RESOLUTION_MS = 20;
const NS = 1e9;
const US = 1e6;

/** Processor time, memory and event loop of this process. */
export function observeProcess(registry: MetricRegistry): { stop(): void } {
  const startedAt = Date.now() / 1_000 - process.uptime();
  const delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  registry.sum({ name: 'process.cpu.time', help: 'Processor time used by this process.', unit: 's' }, () => {
    const { user, system } = process.cpuUsage();
    return [
      { labels: { mode: 'user' }, value: user / US },
      { labels: { mode: 'system' }, value: system / US },
    ];
  });
  registry.gauge({ name: 'process.memory', help: 'Memory used by this process.', unit: 'By' }, () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    return [
      { labels: { kind: 'resident' }, value: rss },
      { labels: { kind: 'heap' }, value: heapUsed },
      { labels: { kind: 'external' }, value: external },
    ];
  });
  registry.gauge(
    {
      name: 'nodejs.eventloop.delay',
      help: 'Delay of the event loop since the last reading, by any reader.',
      unit: 's',
    },
    () => {
      const late = (ns: number) => Math.max(0, ns / NS - RESOLUTION_MS / 1_000);
      const values = [
        { labels: { quantile: '0.5' }, value: late(delay.percentile(50)) },
        { labels: { quantile: '0.99' }, value: late(delay.percentile(99)) },
        { labels: { quantile: '1' }, value: late(delay.max) },
      ];
      if (delay.count === 0) return [];
      delay.reset();
      return values;
    },
  );
  registry.gauge(
    { name: 'process.start.time', help: 'Start time of this process, Unix time.', unit: 's' },
    () => [{ value: startedAt }],
  );
  return { stop: () => void delay.disable() };
}
