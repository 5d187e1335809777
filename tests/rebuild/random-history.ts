import { mintCommandId } from '../../contracts/command-id.ts';
import { waitUntil } from '../engines/condition.ts';
import type { ReplayBed } from '../server/operations/replay-bed.ts';
import type { AcceptedEvent } from './read-said.ts';
import { statusBySender } from './status-by-sender.ts';

type Random = () => number;

/** Generates numbers in [0, 1). The same seed gives the same numbers (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const requestId = () => mintCommandId(0, 0);

/** Random commands, some of which fail, and random decisions of operators about these. */
export class RandomHistory {
  readonly #bed: ReplayBed;
  readonly #random: Random;
  readonly #name: string;
  readonly #messages: { path: string; commandId: string }[] = [];
  readonly events: AcceptedEvent[] = [];

  constructor(bed: ReplayBed, random: Random, name: string) {
    this.#bed = bed;
    this.#random = random;
    this.#name = name;
  }

  async send(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await this.#command(n);
  }

  async #command(n: number): Promise<void> {
    const { alice, bob } = this.#bed.pipeline;
    const caller = this.#random() < 0.8 ? alice : bob;
    const channel = `${this.#name}-${Math.floor(this.#random() * 3)}`;
    const text = this.#random() < 0.5 ? `poison ${n}` : `text ${n}`;
    const roll = this.#random();
    const target = this.#pick(this.#messages);
    if (!target || roll < 0.5) {
      const { body } = await caller.send(channel, text);
      this.#messages.push({ path: body.resource, commandId: body.commandId });
      this.events.push({ commandId: body.commandId, position: body.position });
      return;
    }
    const { status, body } =
      roll < 0.78
        ? await caller.request('PATCH', target.path, { text })
        : roll < 0.88
          ? await caller.request('DELETE', target.path)
          : roll < 0.94
            ? await caller.request('PUT', `/v1/channels/${channel}`, { title: text })
            : await caller.request('PUT', `/v1/channels/${channel}/members/me`);
    if (status !== 202) throw new Error(`not accepted: ${status} ${JSON.stringify(body)}`);
    this.events.push({ commandId: body.commandId, position: body.position });
  }

  /** Decides about dead letters until none is open; some stay on hold. Then switches the faults off. */
  async decide(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      const open = await this.#open();
      if (open.length === 0) break;
      if (round === 3) this.#bed.setFaults('off');
      for (const deadLetterId of open) await this.#decideOn(deadLetterId, round);
      await this.#untilSettled();
    }
    this.#bed.setFaults('off');
    for (const deadLetterId of await this.#open()) await this.#action(deadLetterId, 'discarded');
  }

  async #decideOn(deadLetterId: string, round: number): Promise<void> {
    const roll = this.#random();
    if (round >= 3) {
      if (roll < 0.7) await this.#replay(deadLetterId);
      else await this.#action(deadLetterId, 'discarded');
    } else if (roll < 0.4) await this.#edit(deadLetterId, `mended ${roll}`);
    else if (roll < 0.5) await this.#edit(deadLetterId, `poison still ${roll}`);
    else if (roll < 0.55)
      await this.#edit(deadLetterId, `mended ${roll}`, this.#pick(this.#messages)?.commandId);
    else if (roll < 0.68) await this.#action(deadLetterId, 'discarded');
    else if (roll < 0.78) await this.#action(deadLetterId, 'held');
    else if (roll < 0.84) {
      await this.#action(deadLetterId, 'held');
      await this.#action(deadLetterId, 'discarded');
    } else if (roll < 0.9) {
      await this.#action(deadLetterId, 'discarded');
      await this.#action(deadLetterId, 'restored');
    }
  }

  async #open(): Promise<string[]> {
    const { body } = await this.#bed.ops('GET', '/dead-letters?state=open&sort=oldest&limit=200');
    return body.deadLetters.map(({ id }: { id: string }) => id);
  }

  async #untilSettled(): Promise<void> {
    await waitUntil(
      async () => {
        const { body } = await this.#bed.ops('GET', '/dead-letters?state=replaying&limit=1');
        return body.total === 0 && body.index.caughtUp;
      },
      { timeoutMs: 40_000, what: 'replays and edits to end' },
    );
  }

  /** 409: the pipeline has already proven the event. */
  async #action(deadLetterId: string, kind: string): Promise<void> {
    const body = { kind, requestId: requestId(), ...(kind === 'discarded' ? { reason: 'by chance' } : {}) };
    const answer = await this.#bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, body);
    if (answer.status >= 300 && answer.status !== 409)
      throw new Error(`${kind} of ${deadLetterId}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async #replay(deadLetterId: string): Promise<void> {
    const { status, body } = await this.#bed.ops('POST', '/replays', {
      ids: [deadLetterId],
      requestId: requestId(),
      override: true,
      reason: 'by chance',
    });
    if (status >= 300) throw new Error(`replay of ${deadLetterId}: ${status} ${JSON.stringify(body)}`);
    await this.#bed.reaches(body.replayId, 'finished');
  }

  async #edit(deadLetterId: string, text: string, messageId?: string): Promise<void> {
    const { body: shown } = await this.#bed.ops('GET', `/dead-letters/${deadLetterId}`);
    const { data } = JSON.parse(shown.payload.text);
    const named = messageId && 'messageId' in data ? { messageId } : {};
    const changed = 'title' in data ? { title: text } : { text };
    const { status, body } = await this.#bed.ops('POST', `/dead-letters/${deadLetterId}/edit-and-replay`, {
      data: { ...data, ...changed, ...named },
      requestId: requestId(),
    });
    if (status === 409) return;
    if (status >= 300) throw new Error(`edit of ${deadLetterId}: ${status} ${JSON.stringify(body)}`);
    const position = await waitUntil(
      async () => (await statusBySender(this.#bed.pipeline, body.eventId)).body.position,
      { what: 'the edited event' },
    );
    this.events.push({ commandId: body.eventId, position });
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }
}
