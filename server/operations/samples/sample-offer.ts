import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { MOST_SAMPLES } from '../../../contracts/samples.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { lookForOthers, type SampleLook } from './look-for-others.ts';

/** How long a look at the log is reused for readers: each tab of the console asks every few seconds. */
const LOOK_MS = 1_000;
/** A look that found other events stays valid: events are not removed. */
const CLOSED_MS = 30_000;

const NOT_EMBEDDED =
  'Demo data is offered only where one start runs every part of Waybill itself, on loopback. This is not such a start.';

/** Whether demo data is offered. `enabled`: by whoever started this process. */
export class SampleOffer {
  readonly #link: NatsLink;
  readonly #enabled: boolean;
  #looked: { at: number; look: SampleLook } | undefined;
  #looking: Promise<SampleLook> | undefined;

  constructor(link: NatsLink, enabled: boolean) {
    this.#link = link;
    this.#enabled = enabled;
  }

  /** The recent answer. Throws LogUnavailable. */
  async recent(): Promise<SampleLook> {
    if (!this.#enabled) return { only: false, why: NOT_EMBEDDED };
    const { at, look } = this.#looked ?? {};
    const counts = look && performance.now() - at! < (look.only ? LOOK_MS : CLOSED_MS);
    return counts ? look : await this.#look();
  }

  /** The present answer, for an action that adds this many events. Throws ProblemError, LogUnavailable. */
  async demand(adds: number): Promise<Extract<SampleLook, { only: true }>> {
    const look = this.#enabled ? await this.#look() : await this.recent();
    if (!look.only) throw new ProblemError('samples-not-offered', look.why);
    if (look.samples + adds > MOST_SAMPLES)
      throw new ProblemError(
        'samples-not-offered',
        `The log holds ${look.samples} demo events; the limit is ${MOST_SAMPLES}. Send commands of your own.`,
      );
    return look;
  }

  /** After an action: an earlier look, or one under way, is no longer valid. */
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
