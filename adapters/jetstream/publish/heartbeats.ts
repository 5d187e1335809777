import { HEARTBEAT_MS, type Heartbeat } from '../../../contracts/heartbeat.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** A host's name may hold dots, which would be tokens of their own. */
const heartbeatSubject = (role: string, process: string): string =>
  `heartbeats.${role}.${process.replace(/[^A-Za-z0-9_:-]/g, '_')}`;

/** Publishes what `beat` gives as soon as there is a connection, and every `HEARTBEAT_MS` while there is one. */
export function startHeartbeats(link: NatsLink, beat: () => Heartbeat): { stop(): void } {
  const publish = () => {
    // While it is down the client would keep them, and tell of the past later.
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
