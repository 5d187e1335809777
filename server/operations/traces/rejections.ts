import type { FoundCommand } from '../../../contracts/ports/ledger-index.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import type { StatusService } from '../../status/status-service.ts';
import { proveStatuses } from './prove-status.ts';

/** How many commands are remembered; those that were read first are forgotten first. */
const MAX_REMEMBERED = 20_000;

/** For how long what was read is not read again. A read model that was filled anew may know better; one that hangs does not. */
const FRESH_MS = 60_000;

interface Reading {
  rejected: boolean;
  /** By the monotonic clock, ms. */
  at: number;
}

/**
 * Which commands a rule refused. The ledger has those as applied, as the worker that told it does: only a read model
 * knows, so it is read, and what it said last is remembered.
 */
export class Rejections {
  readonly #status: StatusService;
  readonly #readings = new Map<string, Reading>();

  constructor(status: StatusService) {
    this.#status = status;
  }

  /** Whether it was refused, as the read model said last; undefined where it has not. */
  isRejected(command: FoundCommand): boolean | undefined {
    return isJudged(command) ? this.#readings.get(command.id)?.rejected : false;
  }

  /** Reads what is not known of these, or was read long ago, as far as it can within `withinMs`. */
  async look(commands: readonly FoundCommand[], withinMs: number): Promise<void> {
    const since = performance.now() - FRESH_MS;
    const asked = commands.filter((command) => isJudged(command) && !this.#wasRead(command.id, since));
    if (asked.length === 0 || withinMs <= 0) return;
    const statuses = await proveStatuses(this.#status, asked, withinMs);
    for (const [n, { id }] of asked.entries()) {
      const state = statuses[n]?.state;
      if (state === 'rejected' || state === 'applied') this.#remember(id, state === 'rejected');
    }
  }

  #wasRead(id: string, since: number): boolean {
    const reading = this.#readings.get(id);
    return reading !== undefined && reading.at >= since;
  }

  #remember(id: string, rejected: boolean): void {
    // Set anew it is the last of the map, which is in the order of reading.
    this.#readings.delete(id);
    this.#readings.set(id, { rejected, at: performance.now() });
    if (this.#readings.size <= MAX_REMEMBERED) return;
    const [first] = this.#readings.keys();
    this.#readings.delete(first!);
  }
}

/** Whether the ledger's word is not the last one. */
const isJudged = ({ type, state }: FoundCommand): boolean =>
  state === 'applied' && commandOfEventType(type)?.judgedByState === true;
