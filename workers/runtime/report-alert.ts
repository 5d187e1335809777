import { lastMessage } from '../../adapters/jetstream/connection/stored-message.ts';
import { appendOperation } from '../../adapters/jetstream/publish/append-operation.ts';
import { alertSubject, OPERATIONS } from '../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import type { Operation } from '../../contracts/operation.ts';
import type { WorkerContext } from './worker-context.ts';

const TRIES = 5;

/** Stores a worker's alert about itself in OPERATIONS, next to the operators' actions on it. */
export async function reportAlert(
  {
    link,
    inbox,
    limits,
    worker,
    projection,
  }: Pick<WorkerContext, 'link' | 'inbox' | 'limits' | 'worker' | 'projection'>,
  alert: { name: string; raised: boolean; detail: string },
): Promise<void> {
  const name = `${alert.name}-${projection.name}`;
  const id = mintCommandId(0, 0);
  const operation: Operation = {
    id,
    at: new Date().toISOString(),
    actor: 'waybill',
    requestId: id,
    reason: null,
    target: 'alert',
    kind: alert.raised ? 'alert-raised' : 'alert-cleared',
    alert: name,
    detail: `${alert.detail} Reported by ${worker}.`,
  };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    // Workers report at the same time: all reports are kept, in the order of arrival.
    const expected = (await lastMessage(link, OPERATIONS, alertSubject(name)))?.sequence ?? 0;
    const outcome = await appendOperation(inbox, operation, {
      expected,
      messageId: id,
      timeoutMs: limits.publishTimeoutMs,
    });
    if (outcome.kind === 'stored') return;
  }
}
