import { AckInbox, type PublishOutcome } from '../connection/ack-inbox.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { PROBE_SUBJECT } from './stream-layout.ts';

interface LogProbe {
  /** Resolves when the log has confirmed a write. Rejects otherwise, within the timeout. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

const NO_HEADERS = encodeHeaders([]);

/**
 * Large enough that each probe needs new space on the disk. A small one would fit into the rest of the last block of its
 * file, and the log would confirm it for a minute on a disk without any space for events.
 */
const PROBE_BYTES = 8_192;

const writeProbe = (inbox: AckInbox, timeoutMs: number): Promise<PublishOutcome> =>
  inbox.publish(PROBE_SUBJECT, NO_HEADERS, Buffer.from(String(Date.now()).padEnd(PROBE_BYTES)), timeoutMs);

/** The log's answer to a write now. Throws LogUnavailable if there is no connection. */
export async function probeWrites(
  link: NatsLink,
  inbox: AckInbox,
  timeoutMs: number,
): Promise<PublishOutcome['kind']> {
  if (!link.isUp) throw new LogUnavailable(`${link.whyDown}.`);
  return (await writeProbe(inbox, timeoutMs)).kind;
}

/** Opens a probe of whether the log confirms writes. It writes a message to a stream that keeps only the newest. */
export function openLogProbe(link: NatsLink, timeoutMs: number): LogProbe {
  const inbox = new AckInbox(link);
  return {
    async probe() {
      if (!(await link.whenUp(timeoutMs))) throw new LogUnavailable(`${link.whyDown}.`);
      const outcome = await writeProbe(inbox, timeoutMs);
      if (outcome.kind === 'stored') return;
      if (outcome.kind === 'refused') throw new LogUnavailable(outcome.description);
      throw new LogUnavailable(
        outcome.kind === 'timeout'
          ? 'The log did not confirm a write in time.'
          : 'The probe’s stream is missing.',
      );
    },
    async close() {
      inbox.close();
      await link.close();
    },
  };
}
