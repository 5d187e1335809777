import type { PipelineChange } from '../../contracts/pipeline-change.ts';
import type { AckInbox } from './ack-inbox.ts';
import { encodeHeaders } from './encode-headers.ts';
import { LogUnavailable } from './log-unavailable.ts';
import { changeSubject } from './stream-layout.ts';

/** Stores a change of the pipeline, once under its id. Throws LogUnavailable where that was not confirmed. */
export async function appendChange(
  inbox: AckInbox,
  change: PipelineChange,
  timeoutMs: number,
): Promise<void> {
  const headers = encodeHeaders([['Nats-Msg-Id', change.id]]);
  const bytes = Buffer.from(JSON.stringify(change));
  const outcome = await inbox.publish(changeSubject(change.kind), headers, bytes, timeoutMs);
  if (outcome.kind !== 'stored') throw new LogUnavailable(`The change was not confirmed: ${outcome.kind}.`);
}
