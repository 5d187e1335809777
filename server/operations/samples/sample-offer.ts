import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { MOST_SAMPLES } from '../../../contracts/samples.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { lookForOthers, type SampleLook } from './look-for-others.ts';

/** How long a look counts for whoever only reads: the console asks every few seconds, from each of its tabs. */
const LOOK_MS = 1_000;
/** One that found something else stays true: events are not taken back. */
const CLOSED_MS = 30_000;

const NOT_EMBEDDED =
  'Samples are offered only where one start runs every part of Waybill itself, on loopback: this is none.';

/** Whether the first run's samples are offered. `enabled`: by whoever started this. */
export class SampleOffer {
  readonly #link: NatsLink;
  readonly #enabled: boolean;
  #looked: { at: number; look: SampleLook } | undefined;
  #looking: Promise<SampleLook> | undefined;

  constructor(link: NatsLink, enabled: boolean) {
    this.#link = link;
    this.#enabled = enabled;
  }

  /** As it was a moment ago. Throws LogUnavailable. */
  async recent(): Promise<SampleLook> {
    if (!this.#enabled) return { only: false, why: NOT_EMBEDDED };
    const { at, look } = this.#looked ?? {};
    const counts = look && performance.now() - at! < (look.only ? LOOK_MS : CLOSED_MS);
    return counts ? look : await this.#look();
  }

  /** As it is now, for an act that adds so many events. Throws ProblemError, LogUnavailable. */
  async demand(adds: number): Promise<Extract<SampleLook, { only: true }>> {
    const look = this.#enabled ? await this.#look() : await this.recent();
    if (!look.only) throw new ProblemError('samples-not-offered', look.why);
    if (look.samples + adds > MOST_SAMPLES)
      throw new ProblemError(
        'samples-not-offered',
        `The log holds ${look.samples} samples, and ${MOST_SAMPLES} is as many as are sent. Send commands of your own.`,
      );
    return look;
  }

  /** After an act: what was seen before it, or is being seen, is not so any more. */
  forget(): void {
    this.#looked = undefined;
    this.#looking = undefined;
  }

  #look(): Promise<SampleLook> {
    if (this.#looking) return this.#looking;
    const isNewest = () => this.#looking === looking;
    const looking = lookForOthers(this.#link).then(
      (look) => {
        if (isNewest()) this.#looked = { at: performance.now(), look };
        if (isNewest()) this.#looking = undefined;
        return look;
      },
      (error: unknown) => {
        if (isNewest()) this.#looking = undefined;
        throw error;
      },
    );
    this.#looking = looking;
    return looking;
  }
}
