import { API_ERROR, apiRequest, isRefusal } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StreamConfig } from './stream-configs.ts';

interface StreamState {
  messages: number;
  bytes: number;
  first_seq: number;
  last_seq: number;
  first_ts: string;
  last_ts: string;
  num_deleted?: number;
}

export interface StreamInfo {
  /** RFC 3339, by the server's clock. */
  created: string;
  config: StreamConfig;
  state: StreamState;
}

/** The stream's info from its leader; undefined if there is none. Throws LogUnavailable, ApiRefusal. */
export async function streamInfo(link: NatsLink, name: string): Promise<StreamInfo | undefined> {
  try {
    return await apiRequest<StreamInfo>(link, `STREAM.INFO.${name}`);
  } catch (error) {
    if (isRefusal(error, API_ERROR.streamNotFound)) return undefined;
    throw error;
  }
}
