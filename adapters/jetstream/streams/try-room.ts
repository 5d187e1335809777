import { API_ERROR, apiRequest, isRefusal } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { eventStreamConfig, type LogLimits } from './stream-configs.ts';

/**
 * Finds out whether the server has room for the streams of another generation. It reserves each stream's limit, and a
 * generation is closed before the next one is created. Creates streams of that size and deletes them at once. Throws
 * ApiRefusal with the server's reason if they don't fit, and LogUnavailable.
 */
export async function tryRoom(link: NatsLink, limits: LogLimits, partitions: number): Promise<void> {
  const names = Array.from({ length: partitions }, (_, partition) => `ROOM-${partition}`);
  const created: string[] = [];
  try {
    for (const [partition, name] of names.entries()) {
      const config = eventStreamConfig(limits, 1, partition, partitions);
      created.push(name);
      await apiRequest(link, `STREAM.CREATE.${name}`, { ...config, name, subjects: [`room.${partition}`] });
    }
  } finally {
    for (const name of created) await deleteStream(link, name);
  }
}

async function deleteStream(link: NatsLink, name: string): Promise<void> {
  try {
    await apiRequest(link, `STREAM.DELETE.${name}`);
  } catch (error) {
    if (!isRefusal(error, API_ERROR.streamNotFound)) throw error;
  }
}
