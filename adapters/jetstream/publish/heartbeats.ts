import { HEARTBEAT_MS, type Heartbeat } from '../../../contracts/heartbeat.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** A host's name may have dots, which would separate tokens of the subject. */
const heartbeatSubject = (role: string, process: string): string =>
  `heartbeats.${role}.${process.replace(/[^A-Za-z0-9_:-]/g, '_')}`;

/** Publishes a heartbeat at every new connection, and every `HEARTBEAT_MS` while connected. */
export function startHeartbeats(link: NatsLink, beat: () => Heartbeat): { stop(): void } {
  const publish = () => {
    // While the connection is down, the client would keep heartbeats and send them late.
    if (!link.isUp) return;
    const heartbeat = beat();
    link.connection.publish(heartbeatSubject(heartbeat.role, heartbeat.process), JSON.stringify(heartbeat));
  };
  const timer = setInterval(publish, HEARTBEAT_MS);
  timer.unref();
  const stopListening = link.onUp(publish);
  return {
    stop() {
      clearInterval(timer);
      stopListening();
    },
  };
}
