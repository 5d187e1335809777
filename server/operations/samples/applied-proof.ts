import type { CommandState } from '../../../contracts/command-status.ts';
import { decodePosition } from '../../../contracts/position.ts';
import { answerForClient } from '../../status/client-answer.ts';
import type { StatusService } from '../../status/status-service.ts';

const EVERY_MS = 1_000;
const A_ROUND = 40;
/** How long applied samples are counted. */
const FOR_MS = 600_000;

/** Counts the applied commands, each by the answer its client would get. */
export class AppliedProof {
  readonly #status: StatusService;
  readonly #waiting = new Map<string, string>();
  readonly #until = performance.now() + FOR_MS;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  applied = 0;
  rejected = 0;

  constructor(status: StatusService) {
    this.#status = status;
    this.#next();
  }

  add({ commandId, position }: { commandId: string; position: string }): void {
    this.#waiting.set(commandId, position);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #next(): void {
    if (this.#ended || performance.now() > this.#until) return;
    this.#timer = setTimeout(() => void this.#round().finally(() => this.#next()), EVERY_MS);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    for (const [id, position] of [...this.#waiting].slice(0, A_ROUND)) {
      const state = await this.#stateOf(id, position);
      // Commands that wait for their store go to the end: those behind them may be applied.
      this.#waiting.delete(id);
      if (state === 'applied') this.applied += 1;
      else if (state === 'rejected') this.rejected += 1;
      else this.#waiting.set(id, position);
    }
  }

  async #stateOf(id: string, position: string): Promise<CommandState | undefined> {
    try {
      return (await answerForClient(this.#status, id, decodePosition(position))).status.state;
    } catch {
      // Unknown now: checked again later.
      return undefined;
    }
  }
}
