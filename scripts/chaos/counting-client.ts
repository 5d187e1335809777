import { setTimeout as pause } from 'node:timers/promises';
import { commandRequest } from '../client/command-request.ts';
import { HttpClient, type HttpRequest, NoAnswer } from '../client/http-client.ts';
import type { UnfitSender } from '../send-unfit.ts';
import { type Answer, noAnswer, readAnswer } from './answer.ts';
import { commandOf, type Target } from './command-of.ts';
import type { Intent } from './intents.ts';

/** One intent and all its answers. */
export interface SentCommand {
  intent: Intent;
  /** Caller, path and idempotency key. The API promises to accept the same combination only once. */
  key: string | undefined;
  answers: Answer[];
}

interface Caller {
  caller: string;
  key: string;
}

/** As docs/api.md recommends. */
const PATIENT_MS = 15_000;
const CONNECTIONS = 256;
const LONGEST_PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 250;
const REPEAT_WITHIN_MS = 4_000;
/** Refusals that a retry of the same request may avoid. */
const TRY_AGAIN = /^(409|429|503|no answer)/;

export const correlationOf = (intent: number): string => `chaos-${intent}`;

/** Sends intents and keeps every answer. */
export class CountingClient {
  readonly sent: SentCommand[] = [];
  readonly #callers: readonly Caller[];
  readonly #over: AbortSignal;
  readonly #unfit: UnfitSender;
  readonly #http = new Map<number, HttpClient>();
  readonly #messages: Target[] = [];
  readonly #acceptedKeys: { key: string; intent: Intent }[] = [];
  readonly #origin: URL;

  /** Once `over` is aborted, nothing is sent again. */
  constructor(origin: URL, callers: readonly Caller[], unfit: UnfitSender, over: AbortSignal) {
    this.#unfit = unfit;
    this.#origin = origin;
    this.#callers = callers;
    this.#over = over;
  }

  /** Resolves when an answer has decided the intent, or when it is not sent again. */
  async send(intent: Intent): Promise<void> {
    if (intent.kind === 'unfit') return this.#sendUnfit(intent);
    const command = commandOf(intent, this.#messages, this.#acceptedKeys, this.#callers.length);
    const { method, path, body } = commandRequest(command.input);
    const { key } = this.#callers[command.caller]!;
    const headers: Record<string, string> = {
      authorization: `Bearer ${key}`,
      'x-correlation-id': correlationOf(intent.number),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(command.key === undefined ? {} : { 'idempotency-key': `"${command.key}"` }),
    };
    const sent: SentCommand = {
      intent,
      key: command.key && `${command.caller} ${method} ${path} ${command.key}`,
      answers: [],
    };
    this.sent.push(sent);
    const request = { method, path, headers, body };
    await this.#deliver(sent, request);
    const accepted = sent.answers.find(({ verdict }) => verdict === 'accepted');
    if (!accepted) return;
    if (command.input.command === 'send-message') {
      const { channel } = intent;
      this.#messages.push({ channel, messageId: accepted.commandId!, author: command.caller });
    }
    if (command.key !== undefined && intent.kind === 'send')
      this.#acceptedKeys.push({ key: command.key, intent });
    for (let times = 0; times < intent.repeats; times += 1) {
      await this.#pause(REPEAT_WITHIN_MS * intent.choice);
      await this.#once(sent, request, PATIENT_MS);
    }
  }

  close(): void {
    for (const client of this.#http.values()) client.close();
  }

  async #sendUnfit(intent: Intent): Promise<void> {
    const sent: SentCommand = { intent, key: undefined, answers: [] };
    this.sent.push(sent);
    const { caller } = this.#callers[intent.caller]!;
    sent.answers.push(await this.#unfit.send(intent.channel, caller, correlationOf(intent.number)));
  }

  async #deliver(sent: SentCommand, request: HttpRequest): Promise<void> {
    const { isTwin, impatientMs } = sent.intent;
    for (let attempt = 0; ; attempt += 1) {
      const timeoutMs = (attempt === 0 && impatientMs) || PATIENT_MS;
      const twins = attempt === 0 && isTwin ? 2 : 1;
      const answers = await Promise.all(
        Array.from({ length: twins }, () => this.#once(sent, request, timeoutMs)),
      );
      const isAnswered = answers.some(
        ({ verdict, what }) => verdict === 'accepted' || (verdict === 'refused' && !TRY_AGAIN.test(what)),
      );
      if (isAnswered || sent.key === undefined || this.#over.aborted) return;
      const asked = answers[0]?.retryAfterMs ?? 0;
      const longer = SHORTEST_PAUSE_MS * (attempt + 1);
      await this.#pause(Math.min(LONGEST_PAUSE_MS, Math.max(longer, asked)));
      if (this.#over.aborted) return;
    }
  }

  async #once(sent: SentCommand, request: HttpRequest, timeoutMs: number): Promise<Answer> {
    let answer: Answer;
    try {
      answer = readAnswer(await this.#client(timeoutMs).send(request));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      answer = noAnswer(error.message, error.sent);
    }
    sent.answers.push(answer);
    return answer;
  }

  #client(timeoutMs: number): HttpClient {
    let client = this.#http.get(timeoutMs);
    if (!client) {
      client = new HttpClient(this.#origin, { connections: CONNECTIONS, timeoutMs });
      this.#http.set(timeoutMs, client);
    }
    return client;
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#over }).catch(() => {});
  }
}
