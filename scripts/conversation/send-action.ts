import type { AcceptedCommand } from '../../contracts/accepted-command.ts';
import type { ApiKey } from '../../platform/configuration/api-keys.ts';
import { commandRequest } from '../client/command-request.ts';
import { type HttpClient, NoAnswer } from '../client/http-client.ts';
import type { Action } from './converse.ts';

/**
 * How one action ended: `accepted`, `skipped` (the message to change was not accepted yet), a problem's type, or why no
 * answer came.
 */
export type ActionResult = string;

export type Accepted = Pick<AcceptedCommand, 'commandId' | 'position'>;

/** How many messages are remembered for edits and deletes. These come soon or never. */
const REMEMBERED = 10_000;

/** Sends actions as commands, spreads the people over the keys, and remembers the ids of messages. */
export class ActionSender {
  readonly #client: HttpClient;
  readonly #keys: readonly ApiKey[];
  readonly #ids = new Map<number, string>();
  readonly #onAccepted: ((accepted: Accepted, key: ApiKey) => void) | undefined;

  constructor(
    client: HttpClient,
    keys: readonly ApiKey[],
    onAccepted?: (accepted: Accepted, key: ApiKey) => void,
  ) {
    this.#client = client;
    this.#keys = keys;
    this.#onAccepted = onAccepted;
  }

  async send(action: Action): Promise<ActionResult> {
    const input = this.#commandOf(action);
    if (!input) return 'skipped';
    const { method, path, body } = commandRequest(input);
    const key = this.#keys[action.person % this.#keys.length]!;
    const headers = {
      authorization: `Bearer ${key.key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    try {
      const answer = await this.#client.send({ method, path, headers, body });
      if (answer.status !== 202) return problemType(answer.body) ?? `status ${answer.status}`;
      if (action.kind === 'send' || this.#onAccepted) {
        const accepted = JSON.parse(answer.body) as Accepted;
        if (action.kind === 'send') this.#remember(action.message, accepted.commandId);
        this.#onAccepted?.(accepted, key);
      }
      return 'accepted';
    } catch (error) {
      if (error instanceof NoAnswer) return `no answer: ${error.message}`;
      throw error;
    }
  }

  #commandOf(action: Action): Parameters<typeof commandRequest>[0] | undefined {
    const channelId = action.channel;
    switch (action.kind) {
      case 'create':
        return { command: 'create-channel', parameters: { channelId }, body: { title: action.title } };
      case 'join':
        return { command: 'join-channel', parameters: { channelId } };
      case 'send':
        return { command: 'send-message', parameters: { channelId }, body: { text: action.text } };
      case 'edit':
      case 'delete': {
        const messageId = this.#ids.get(action.message);
        if (messageId === undefined) return undefined;
        const parameters = { channelId, messageId };
        return action.kind === 'edit'
          ? { command: 'edit-message', parameters, body: { text: action.text } }
          : { command: 'delete-message', parameters };
      }
    }
  }

  #remember(message: number, id: string): void {
    this.#ids.set(message, id);
    if (this.#ids.size > REMEMBERED) this.#ids.delete(this.#ids.keys().next().value!);
  }
}

function problemType(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { type?: string }).type;
  } catch {
    return undefined;
  }
}
