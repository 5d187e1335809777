import { setTimeout as pause } from 'node:timers/promises';
import type { AcceptedCommand } from '../../contracts/accepted-command.ts';
import { waitUntil } from '../../tests/engines/condition.ts';
import { deployHistoryWorker } from './history-worker.ts';
import type { Play } from './play.ts';
import { type Stage, setStage } from './stage.ts';

const CALM_MS = 15_000;
const SETTLE_MS = 60_000;
const TEXT = 'The contract is signed: invoice 4711‑B goes out today.';

/** (c) A client developer says "202, but no message" and sends a line of a log. No alert: a person asks support. */
export const playNoMessage: Play = async ({ report, goOn, engines, begun, outcome }) => {
  const stage = begun(
    await setStage({ args: ['--roles', 'nats,gateway,operations,console'], env: engines, rate: 6 }),
  );
  const { waybill, environment } = stage;
  const worker = await deployHistoryWorker(environment, '2.14.1', {
    text: 'invoice 4711',
    code: 'SQLITE_MISMATCH',
    message: 'datatype mismatch (SQLITE_MISMATCH, 20)',
  });
  report({ step: 'calm', say: 'Normal operation: the console shows no problem.', link: waybill.console });
  await pause(CALM_MS);
  const line = outcome === 'rejected' ? await refusedEdit(stage) : await lostMessage(stage);
  report({
    step: 'asked',
    say: `A client developer writes: “I got my 202, but ${outcome === 'rejected' ? 'my edit does not show' : 'there is no message'}. Here is my log.”`,
    given: line,
    link: waybill.console,
    find: [
      'What happened to the command, and why?',
      'What does the developer see when asking for its status?',
      'What else happened with the same correlation id?',
      'Paste an answer that is safe to send: no payload, no internals.',
    ],
  });
  await goOn();
  await worker.stop();
};

/** The client's log line for a message that became a dead letter: it has the correlation id that the client chose. */
async function lostMessage(stage: Stage): Promise<string> {
  const correlation = `checkout-${crypto.randomUUID()}`;
  await send(stage, 'mobile', 'PUT', '/v1/channels/support/members/me', undefined, correlation);
  const sent = { text: TEXT };
  const { commandId } = await send(
    stage,
    'mobile',
    'POST',
    '/v1/channels/support/messages',
    sent,
    correlation,
  );
  await settled(stage, 'mobile', commandId, 'dead_lettered');
  return `${new Date().toISOString()} WARN  [http-nio-8080-exec-7] c.a.chat.WaybillClient - POST /v1/channels/support/messages -> 202 in 14 ms, X-Correlation-Id=${correlation}; not listed after 30 s`;
}

/** The client's log line for an edit that a rule rejected: it has the command's id, in its Location. */
async function refusedEdit(stage: Stage): Promise<string> {
  const { commandId: message } = await send(stage, 'web', 'POST', '/v1/channels/support/messages', {
    text: 'The call is at 14:00.',
  });
  await settled(stage, 'web', message, 'applied');
  const path = `/v1/channels/support/messages/${message}`;
  const { commandId, status } = await send(stage, 'mobile', 'PATCH', path, { text: 'The call is at 15:00.' });
  await settled(stage, 'mobile', commandId, 'rejected');
  return `{"level":"warn","time":"${new Date().toISOString()}","svc":"chat-mobile-bff","msg":"edit accepted but not visible","status":202,"location":"${status}","took_ms":11}`;
}

async function send(
  { waybill, keyOf }: Stage,
  caller: string,
  method: string,
  path: string,
  body?: unknown,
  correlationId?: string,
): Promise<AcceptedCommand> {
  const answer = await fetch(waybill.gateway + path, {
    method,
    headers: {
      authorization: `Bearer ${keyOf(caller)}`,
      ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status !== 202) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as AcceptedCommand;
}

/** `caller`: the one that sent it, since no other sees its status. */
const settled = ({ waybill, keyOf }: Stage, caller: string, commandId: string, state: string) =>
  waitUntil(
    async () => {
      const answer = await fetch(`${waybill.gateway}/v1/commands/${commandId}`, {
        headers: { authorization: `Bearer ${keyOf(caller)}` },
      });
      return ((await answer.json()) as { state?: string }).state === state;
    },
    { timeoutMs: SETTLE_MS, intervalMs: 200, what: `the command to be ${state}` },
  );
