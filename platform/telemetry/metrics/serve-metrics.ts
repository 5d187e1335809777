import { createServer, type Server } from 'node:http';
import type { MetricRegistry } from './metric-registry.ts';
import { PROMETHEUS_MEDIA_TYPE, prometheusText } from './prometheus-text.ts';

const TIMEOUT_MS = 5_000;
/** Prometheus needs one or two connections. */
const MAX_CONNECTIONS = 32;

/** Serves GET /metrics and nothing else. Rejects with the system's error if the address can't be used. */
export async function serveMetrics(
  registry: MetricRegistry,
  host: string,
  port: number,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path !== '/metrics') return void response.writeHead(404).end();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    response.writeHead(200, { 'content-type': PROMETHEUS_MEDIA_TYPE, 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : prometheusText(registry.collect()));
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.requestTimeout = TIMEOUT_MS;
  server.headersTimeout = TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
