import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';

export const CHANNELS = 20;
const COMMANDS_A_SECOND = 200;
const READS_A_SECOND = 20;

/** Commands and reads at a steady rate, whether they succeed or not, as from clients that don't know of the store. */
export function startLoad(client: Client, name: string) {
  const accepted = new Map<string, string>();
  const refused: string[] = [];
  const failedReads: string[] = [];
  let reads = 0;
  let slowestReadMs = 0;
  const underWay = new Set<Promise<void>>();
  const track = (work: Promise<void>) => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const channel = (n: number) => `${name}-${n % CHANNELS}`;
  const send = async (n: number) => {
    const answer = await client.send(channel(n), `${n}`).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.status === 202) accepted.set(`${n}`, channel(n));
    else refused.push(typeof answer === 'string' ? answer : JSON.stringify(answer.body));
  };
  const read = async (n: number) => {
    const begin = performance.now();
    const path = `/v1/channels/${channel(n)}/messages?limit=50`;
    const answer = await client.request('GET', path).catch((error: unknown) => String(error));
    reads += 1;
    slowestReadMs = Math.max(slowestReadMs, performance.now() - begin);
    if (typeof answer === 'string') failedReads.push(answer);
    else if (answer.status !== 200) failedReads.push(JSON.stringify(answer.body));
  };
  let goOn = true;
  const begin = performance.now();
  const drive = async (ratePerSecond: number, action: (n: number) => Promise<void>) => {
    for (let n = 0; goOn; ) {
      const due = ((performance.now() - begin) / 1_000) * ratePerSecond;
      for (; n < due; n += 1) track(action(n));
      await pause(10);
    }
  };
  const driving = [drive(COMMANDS_A_SECOND, send), drive(READS_A_SECOND, read)];
  return {
    accepted,
    refused,
    failedReads,
    /** Resolves when `count` more commands have been accepted. */
    async more(count: number) {
      const goal = accepted.size + count;
      await waitUntil(() => accepted.size >= goal, { timeoutMs: 120_000, what: `${count} commands` });
    },
    async stop() {
      goOn = false;
      await Promise.all(driving);
      await Promise.all(underWay);
      return {
        accepted: accepted.size,
        refused: refused.length,
        reads,
        failedReads: failedReads.length,
        slowestReadMs: Math.round(slowestReadMs),
      };
    },
  };
}
