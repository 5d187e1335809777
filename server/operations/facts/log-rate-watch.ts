import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readLogRates } from '../../../adapters/jetstream/streams/log-rates.ts';
import type { LogRate } from '../../../contracts/log-rate.ts';
import type { Fact, StreamFact } from '../../../contracts/pipeline-facts.ts';

/** The rate of the last hour changes slowly, and counting it costs one look-up per partition. */
const COUNT_MS = 60_000;

/** The growth rate of each partition of the log; the numbers are at most a minute old. */
export class LogRateWatch {
  readonly #link: NatsLink;
  readonly #onFailure: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #rates = new Map<string, LogRate>();

  constructor(link: NatsLink, onFailure: (error: unknown) => void) {
    this.#link = link;
    this.#onFailure = onFailure;
    this.#timer = setInterval(() => void this.#count(), COUNT_MS);
    this.#stopListening = link.onUp(() => void this.#count());
  }

  /** The facts about streams, with their growth rates, if known. */
  added(log: Fact<StreamFact[]>): Fact<StreamFact[]> {
    if (!log.known || this.#rates.size === 0) return log;
    return {
      known: true,
      value: log.value.map((fact) => {
        const rate = this.#rates.get(fact.stream);
        return rate ? { ...fact, rate } : fact;
      }),
    };
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  async #count(): Promise<void> {
    if (!this.#link.isUp) return;
    try {
      this.#rates = new Map((await readLogRates(this.#link)).map((rate) => [rate.stream, rate]));
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
