import { setTimeout as pause } from 'node:timers/promises';
import { HttpClient } from '../client/http-client.ts';
import type { Claim } from './sets.ts';

/** A command, and the answers of `GET /v1/commands/{id}` that agree with the count. */
export interface ExpectedStatus {
  commandId: string;
  /** Of the caller that sent it: no other sees its status. */
  key: string;
  /** States, or `404` for a command that is not in the log. */
  anyOf: readonly string[];
}

const AT_ONCE = 16;
const ANSWER_MS = 15_000;
const TRIES = 5;
const AGAIN_MS = 500;

/** Requests the status of every command. Returns those whose answer differs from the count. */
export async function askStatuses(
  gateway: string,
  expected: readonly ExpectedStatus[],
): Promise<Claim & { asked: number }> {
  const client = new HttpClient(new URL(gateway), { connections: AT_ONCE, timeoutMs: ANSWER_MS });
  const elements: string[] = [];
  const queue = expected.values();
  const ask = async () => {
    for (const { commandId, key, anyOf } of queue) {
      const state = await stateOf(client, key, commandId);
      if (!anyOf.includes(state)) elements.push(`${commandId} is ${state}, counted as ${anyOf.join(' or ')}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  client.close();
  return {
    formula: 'status(L) ≠ store',
    means: 'the API’s state differs from the log and the store',
    elements,
    asked: expected.length,
  };
}

/** A 503, or no answer, says nothing about the command, so the request is repeated. */
async function stateOf(client: HttpClient, key: string, commandId: string): Promise<string> {
  let last = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await pause(AGAIN_MS);
    try {
      const headers = { authorization: `Bearer ${key}` };
      const { status, body } = await client.send({
        method: 'GET',
        path: `/v1/commands/${commandId}`,
        headers,
      });
      if (status === 200) return String((JSON.parse(body) as { state: string }).state);
      last = String(status);
      if (status === 404 || status === 410) return last;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  return last;
}
