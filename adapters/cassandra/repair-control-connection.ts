import type { EventEmitter } from 'node:events';
import type { Client } from 'cassandra-driver';

/** The parts of the driver's control connection that its types do not show. */
interface ControlConnection {
  connection: EventEmitter | null;
  _isShuttingDown: boolean;
  _refresh(hosts?: unknown): Promise<void>;
  _setHealthListeners(host: EventEmitter, connection: EventEmitter): void;
}

const AGAIN_MS = 250;

/**
 * Keeps an outage from ending the process. When several connections are lost at once, the driver (4.10.0, NODEJS-681) begins
 * a second refresh of its control connection during the first. Each closes the connection that the other uses, and nobody
 * can catch the resulting TypeError. The driver also keeps listeners on hosts of old connections, more with each outage.
 * Here refreshes run one after another, and only the present connection has listeners.
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

  // With `hosts` it is the next step of the refresh under way.
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
