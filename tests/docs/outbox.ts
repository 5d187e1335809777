import { setTimeout as pause } from 'node:timers/promises';

/** A message that must be sent once. Its key is kept with it. */
interface Intent {
  key: string;
  channel: string;
  text: string;
}

interface Delivery {
  state: string;
  /** The message as its channel has it; undefined if it was not applied. */
  message?: { messageId: string; author: string; text: string };
}

/**
 * A client as a reader of docs/api.md and of the reference writes one: sends each intent, in order, until it knows the
 * outcome, and reads the message back. It waits and asks again for as long as the service can't answer.
 */
export class Outbox {
  readonly #api: string;
  readonly #key: string;

  constructor(api: string, key: string) {
    this.#api = api;
    this.#key = key;
  }

  async deliver(intents: readonly Intent[]): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const intent of intents) deliveries.push(await this.#deliver(intent));
    return deliveries;
  }

  async #deliver({ key, channel, text }: Intent): Promise<Delivery> {
    const answer = await this.#call('POST', `/v1/channels/${channel}/messages`, {
      body: JSON.stringify({ text }),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `"${key}"`,
        prefer: 'wait=1',
      },
    });
    const body = await answer.json();
    if (answer.status === 422 && body.type === '/problems/command-rejected') return { state: 'rejected' };
    if (answer.status !== 200 && answer.status !== 202) throw new Error(`${body.type}: ${body.detail}`);
    const outcome = answer.status === 200 ? body : await this.#follow(answer.headers.get('location')!);
    if (outcome.state !== 'applied') return { state: outcome.state };
    const read = await this.#call('GET', outcome.resource);
    return { state: 'applied', message: await read.json() };
  }

  /** The status of a command once time alone no longer changes it. */
  async #follow(location: string): Promise<{ state: string; resource: string }> {
    for (;;) {
      const answer = await this.#call('GET', location);
      const status = await answer.json();
      if (!answer.ok) throw new Error(`${status.type}: ${status.detail}`);
      const seconds = answer.headers.get('retry-after');
      if (seconds === null) return status;
      await pause(Number(seconds) * 1_000);
    }
  }

  /** Calls until there is an answer that the same request would get again. */
  async #call(method: string, path: string, more: RequestInit = {}): Promise<Response> {
    const headers = { ...more.headers, authorization: `Bearer ${this.#key}` };
    for (;;) {
      const signal = AbortSignal.timeout(15_000);
      const answer = await fetch(this.#api + path, { ...more, method, headers, signal }).catch(() => null);
      if (answer && answer.status < 500 && ![408, 409, 429].includes(answer.status)) return answer;
      await pause(Number(answer?.headers.get('retry-after') ?? 1) * 1_000);
    }
  }
}
