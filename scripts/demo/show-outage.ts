import { randomUUID } from 'node:crypto';
import { holdFile } from '../../adapters/sqlite/projection/hold-file.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import type { ApiKey } from '../../platform/configuration/api-keys.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import { beginConversation } from '../begin-conversation.ts';
import { HttpClient } from '../client/http-client.ts';
import { awaitStatus } from './await-status.ts';
import { demoMessages } from './demo-conversation.ts';
import { ANSWER_TIMEOUT_MS, CONNECTIONS, type DemoRun } from './send-demo-data.ts';

const LOCKED_MS = 45_000;
const LOCK_WITHIN_MS = 2_000;

/**
 * Locks the history's file against writes for a while, sends messages during that time, and waits until all are
 * applied.
 */
export async function showOutage(
  { instance, stopping, say }: Omit<DemoRun, 'link'>,
  file: string,
): Promise<boolean> {
  const { url, keys, console } = instance;
  const unlock = await holdFile(file, LOCK_WITHIN_MS).catch((error: unknown) => {
    throw error instanceof StoreFailure
      ? new BadSetting(`${file} cannot be locked: ${error.message}`)
      : error;
  });
  // A client sees the status of its own commands only.
  const accepted: { id: string; key: ApiKey }[] = [];
  say(
    `The history's file is locked for ${LOCKED_MS / 1_000} s. Workers wait for their store; commands are still accepted.`,
  );
  if (console !== null) say(`  Watch it: ${console}/`);
  const conversation = beginConversation(
    url,
    keys,
    demoMessages(randomUUID(), LOCKED_MS),
    CONNECTIONS,
    ({ commandId }, key) => accepted.push({ id: commandId, key }),
  );
  stopping.addEventListener('abort', () => void conversation.end());
  await conversation.over.finally(unlock);
  say(`Unlocked. ${accepted.length} commands were accepted during the outage.`);
  const client = new HttpClient(url, { connections: 1, timeoutMs: ANSWER_TIMEOUT_MS });
  // Ctrl-C ends the outage early. Its messages are still followed.
  const never = new AbortController().signal;
  const isApplied = ({ state }: { state: string }) => state === 'applied' || state === 'rejected';
  const found = await Promise.all(
    accepted.map(({ id, key }) => awaitStatus(client, key, id, isApplied, never)),
  ).finally(() => client.close());
  const applied = found.filter(Boolean).length;
  say(
    `${applied} of them are applied now. ${applied === accepted.length ? 'Nothing was lost.' : 'The others are still in flight.'}`,
  );
  return applied === accepted.length && accepted.length > 0;
}
