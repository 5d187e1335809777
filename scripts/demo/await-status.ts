import { setTimeout as delay } from 'node:timers/promises';
import type { CommandStatus } from '../../contracts/command-status.ts';
import type { ApiKey } from '../../platform/configuration/api-keys.ts';
import { type HttpClient, NoAnswer } from '../client/http-client.ts';

const ASK_EVERY_MS = 500;
const GIVE_UP_MS = 60_000;

/** Requests a command's status until `isReached`. Null after a minute, or if `stopping` is aborted first. */
export async function awaitStatus(
  client: HttpClient,
  { key }: ApiKey,
  commandId: string,
  isReached: (status: CommandStatus) => boolean,
  stopping: AbortSignal,
): Promise<CommandStatus | null> {
  const until = performance.now() + GIVE_UP_MS;
  while (!stopping.aborted && performance.now() < until) {
    const status = await ask(client, key, commandId);
    if (status && isReached(status)) return status;
    await delay(ASK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
  return null;
}

async function ask(client: HttpClient, key: string, commandId: string): Promise<CommandStatus | undefined> {
  try {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await client.send({ method: 'GET', path: `/v1/commands/${commandId}`, headers });
    return answer.status === 200 ? (JSON.parse(answer.body) as CommandStatus) : undefined;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
