import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { ReportChange } from '../../adapters/jetstream/publish/change-reporter.ts';

/**
 * Reports, each time the connection to the log is back, that it was away. The restart of a single nats-server is one
 * entry of the time line, whoever reports it first.
 */
export function reportLogAway(
  link: NatsLink,
  changes: ReportChange,
  self: { role: string; process: string },
): void {
  let server: string | undefined;
  link.onUp(({ info }) => {
    const id = info?.server_id;
    if (server !== undefined) {
      const restarted = id !== server;
      const isOneForAll = restarted && info?.cluster === undefined;
      const until = new Date();
      changes.report(
        {
          kind: 'log-away',
          ...self,
          since: new Date(link.downSince).toISOString(),
          until: until.toISOString(),
          restarted,
        },
        { at: until.getTime(), ...(isOneForAll ? { id: `log-away ${id}` } : {}) },
      );
    }
    server = id ?? server;
  });
}
