import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { ReportChange } from '../../adapters/jetstream/publish/change-reporter.ts';

/**
 * Reports an outage of the log each time the connection is back. All processes report the restart of a single
 * nats-server with the same id, so that it is one entry in the changes.
 */
export function reportLogUnreachable(
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
          kind: 'log-unreachable',
          ...self,
          since: new Date(link.downSince).toISOString(),
          until: until.toISOString(),
          restarted,
        },
        { at: until.getTime(), ...(isOneForAll ? { id: `log-unreachable ${id}` } : {}) },
      );
    }
    server = id ?? server;
  });
}
