import type { NatsConnection, Subscription } from 'nats';
import type { Heartbeat } from '../../../contracts/heartbeat.ts';
import type { NatsLink } from '../connection/nats-link.ts';

const HEARTBEATS = 'heartbeats.>';

/**
 * Passes every heartbeat from now on to `take`, and ignores messages that are not heartbeats. Returns a function that stops
 * it.
 */
export function listenHeartbeats(link: NatsLink, take: (heartbeat: Heartbeat) => void): () => void {
  let subscription: Subscription | undefined;
  let listening: NatsConnection | undefined;
  const forget = link.onUp((connection) => {
    if (connection === listening) return;
    listening = connection;
    subscription = connection.subscribe(HEARTBEATS, {
      callback: (error, message) => {
        const heartbeat = error ? undefined : read(message.data);
        if (heartbeat) take(heartbeat);
      },
    });
  });
  return () => {
    forget();
    subscription?.unsubscribe();
  };
}

function read(bytes: Uint8Array): Heartbeat | undefined {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    const isOne = typeof value?.process === 'string' && typeof value.role === 'string';
    return isOne ? value : undefined;
  } catch {
    return undefined;
  }
}
