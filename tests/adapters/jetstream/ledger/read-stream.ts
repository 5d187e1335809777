import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../../../../adapters/jetstream/connection/read-batch.ts';
import { streamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import { CHANGES, LEDGER } from '../../../../adapters/jetstream/streams/stream-layout.ts';
import type { LedgerMessage, LedgerRecord } from '../../../../contracts/ledger.ts';
import type { PipelineChange } from '../../../../contracts/pipeline-change.ts';

async function readAll(link: NatsLink, stream: string): Promise<StoredMessage[]> {
  const last = (await streamInfo(link, stream))?.state.last_seq ?? 0;
  const messages: StoredMessage[] = [];
  for (let next = 1; next <= last; next = messages.at(-1)!.sequence + 1)
    messages.push(...(await readBatch(link, stream, { seq: next, batch: 1_000 })));
  return messages;
}

const bodyOf = <Body>({ bytes }: StoredMessage): Body => JSON.parse(Buffer.from(bytes).toString('utf8'));

export async function ledgerMessages(
  link: NatsLink,
): Promise<(LedgerMessage & { subject: string; bytes: number; messageId: string })[]> {
  return (await readAll(link, LEDGER)).map((message) => ({
    ...bodyOf<LedgerMessage>(message),
    subject: message.subject,
    bytes: message.bytes.length,
    messageId: message.header('Nats-Msg-Id'),
  }));
}

export async function ledgerRecords<Kind extends LedgerRecord['kind']>(
  link: NatsLink,
  kind: Kind,
): Promise<Extract<LedgerRecord, { kind: Kind }>[]> {
  const records = (await ledgerMessages(link)).flatMap((message) => message.records);
  return records.filter((record) => record.kind === kind) as Extract<LedgerRecord, { kind: Kind }>[];
}

export const changesOf = async (link: NatsLink): Promise<PipelineChange[]> =>
  (await readAll(link, CHANGES)).map((message) => bodyOf<PipelineChange>(message));
