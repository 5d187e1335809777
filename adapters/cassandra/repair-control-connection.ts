import type { EventEmitter } from 'node:events';
import type { Client } from 'cassandra-driver';

/** What the driver's control connection is made of, beside its types. */
interface ControlConnection {
  connection: EventEmitter | null;
  _isShuttingDown: boolean;
  _refresh(hosts?: unknown): Promise<void>;
  _setHealthListeners(host: EventEmitter, connection: EventEmitter): void;
}

const AGAIN_MS = 250;

/**
 * Keeps an outage from ending the process. The driver (4.10.0, NODEJS-681) begins a second refresh of its control connection
 * while one is under way, when several of its connections are lost at once; each takes away the connection that the other
 * works with, and the TypeError of that is nobody's to catch. It also listens to hosts of connections that it has left:
 * more with each outage. Here one refresh follows another, and the listeners are those of the present connection.
 */
export function repairControlConnection(client: Client): void {
  const control = (client as unknown as { controlConnection: ControlConnection }).controlConnection;
  const refresh = control._refresh.bind(control);
  let running = false;
  let again = false;
  let stopListening = () => {};

  const refreshAlone = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await refresh();
      } while (again && !control._isShuttingDown);
    } catch {
      if (!control._isShuttingDown) setTimeout(() => void refreshAlone(), AGAIN_MS).unref();
    } finally {
      running = false;
    }
  };

  // With hosts it is the driver's own next step of the refresh that is under way.
  control._refresh = (hosts) => (hosts === undefined ? refreshAlone() : refresh(hosts));

  control._setHealthListeners = (host, connection) => {
    stopListening();
    const lost = () => {
      stopListening();
      if (!control._isShuttingDown) void refreshAlone();
    };
    host.once('down', lost).once('ignore', lost);
    connection.once('socketClose', lost);
    stopListening = () => {
      host.removeListener('down', lost).removeListener('ignore', lost);
      connection.removeListener('socketClose', lost);
      stopListening = () => {};
    };
  };
}
