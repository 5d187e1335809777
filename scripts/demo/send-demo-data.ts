import { randomUUID } from 'node:crypto';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { beginConversation } from '../begin-conversation.ts';
import { HttpClient } from '../client/http-client.ts';
import { UnfitSender } from '../send-unfit.ts';
import { awaitStatus } from './await-status.ts';
import { DEMO_CHANNEL, demoConversation } from './demo-conversation.ts';
import type { DemoInstance } from './demo-instance.ts';

export const CONNECTIONS = 4;
export const ANSWER_TIMEOUT_MS = 15_000;

export interface DemoRun {
  instance: DemoInstance;
  link: NatsLink;
  stopping: AbortSignal;
  say(line: string): void;
}

/**
 * Sends a conversation and one event that no worker can apply. Resolves to whether everything was accepted and the dead
 * letter appeared.
 */
export async function sendDemoData(run: DemoRun, existing: ReadonlySet<string>): Promise<boolean> {
  const { instance, stopping, say } = run;
  const { url, keys, console } = instance;
  const conversation = beginConversation(url, keys, demoConversation(randomUUID(), existing), CONNECTIONS);
  stopping.addEventListener('abort', () => void conversation.end());
  say('Sending 80 commands in 40 s.');
  if (console !== null) say(`  Watch them: ${console}/commands`);
  const hasDeadLetter = await makeDeadLetter(run);
  await conversation.over;
  const { accepted, sent, results } = conversation.count;
  say(`${accepted} of ${sent} commands accepted.`);
  for (const [result, times] of results) if (result !== 'accepted') say(`  ${times} × ${result}`);
  const skipped = results.get('skipped') ?? 0;
  return hasDeadLetter && accepted + skipped === sent;
}

/**
 * Makes a dead letter as it may happen in production: a producer of another version writes to the log directly. Its
 * message has the text in a field `body`, so no worker can apply it.
 */
async function makeDeadLetter({ instance, link, stopping, say }: DemoRun): Promise<boolean> {
  const { url, keys, console } = instance;
  const key = keys[0]!;
  const correlationId = `demo-${randomUUID()}`;
  const sender = new UnfitSender(link);
  const answer = await sender.send(DEMO_CHANNEL, key.caller, correlationId).finally(() => sender.close());
  if (answer.verdict !== 'accepted' || answer.commandId === undefined) {
    say(`No dead letter: ${answer.what}.`);
    return false;
  }
  say('Stored 1 event that no worker can apply. The worker makes it a dead letter.');
  const client = new HttpClient(url, { connections: 1, timeoutMs: ANSWER_TIMEOUT_MS });
  const isDead = ({ state }: { state: string }) => state === 'dead_lettered';
  const status = await awaitStatus(client, key, answer.commandId, isDead, stopping).finally(() =>
    client.close(),
  );
  const deadLetter = Object.values(status?.projections ?? {}).find((each) => each.deadLetter)?.deadLetter;
  if (!deadLetter) {
    say('No dead letter yet. Is a worker running?');
    return false;
  }
  say(`Dead letter ${deadLetter}. To fix it: Edit and replay, rename body to text.`);
  if (console !== null) {
    say(`  Open it: ${console}/dead-letters/${deadLetter}`);
    say(`  See its timeline: ${console}/traces/${correlationId}`);
  }
  return true;
}
