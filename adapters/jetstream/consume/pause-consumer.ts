import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';

interface Answer {
  paused: boolean;
  pause_until?: string;
}

/** Stops a consumer's deliveries until a time (ISO 8601); null resumes them. Throws LogUnavailable, ApiRefusal. */
export async function pauseConsumer(
  link: NatsLink,
  stream: string,
  consumer: string,
  until: string | null,
): Promise<boolean> {
  const request = until === null ? undefined : { pause_until: until };
  const { paused } = await apiRequest<Answer>(link, `CONSUMER.PAUSE.${stream}.${consumer}`, request);
  return paused;
}
