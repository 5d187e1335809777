import { setTimeout as delay } from 'node:timers/promises';
import { backoff, jittered } from '../../../contracts/timing/backoff.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { IdentifiedMessage } from './publish-once.ts';

const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 5_000;

/**
 * Publishes a message that nobody waits for until the log confirms it, always under the same id, so it is stored once.
 * `withinMs`, the duplicate window of the stream, begins with the first publish that left this process: an unavailable log
 * costs no time. Resolves to false when the window has passed or `stopping` was aborted; the message may then be stored or not.
 */
export async function publishUntilStored(
  link: NatsLink,
  inbox: AckInbox,
  message: IdentifiedMessage,
  limits: { timeoutMs: number; withinMs: number; stopping: AbortSignal },
): Promise<boolean> {
  const { timeoutMs, withinMs, stopping } = limits;
  const headers = encodeHeaders([['Nats-Msg-Id', message.id]]);
  let until: number | undefined;
  for (let attempt = 1; ; attempt += 1) {
    if (!link.isUp && (await link.whenUp(LAST_BACKOFF_MS))) attempt = 1;
    if (stopping.aborted) return false;
    const sentAt = performance.now();
    // The answer to the last publish must come within the window too.
    if (until !== undefined && sentAt + timeoutMs > until) return false;
    try {
      const outcome = await inbox.publish(message.subject, headers, message.bytes, timeoutMs);
      if (outcome.kind === 'stored') return true;
      until ??= sentAt + Math.max(withinMs, timeoutMs);
    } catch {
      // It did not leave this process: there is no connection.
    }
    const wait = jittered(backoff(attempt, FIRST_BACKOFF_MS, LAST_BACKOFF_MS));
    await delay(wait, undefined, { signal: stopping, ref: false }).catch(() => {});
    if (stopping.aborted) return false;
  }
}
