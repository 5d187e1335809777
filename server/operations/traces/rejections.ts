import type { FoundCommand } from '../../../contracts/ports/ledger-index.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import type { StatusService } from '../../status/status-service.ts';
import { proveStatuses } from './prove-status.ts';

/** How many commands are remembered; those that were asked for first are forgotten first. */
const MAX_REMEMBERED = 20_000;

/**
 * Which commands a rule refused. The ledger has those as applied, as the worker that told it does: only a read model
 * knows, so it is read, once a command, since neither end is ever left.
 */
export class Rejections {
  readonly #status: StatusService;
  readonly #known = new Map<string, boolean>();

  constructor(status: StatusService) {
    this.#status = status;
  }

  /** Whether it was refused; undefined where `look` has not found out. */
  isRejected({ id, type, state }: FoundCommand): boolean | undefined {
    if (state !== 'applied' || !commandOfEventType(type)?.judgedByState) return false;
    return this.#known.get(id);
  }

  /** Reads what is not known of these, as far as it can within `withinMs`. */
  async look(commands: readonly FoundCommand[], withinMs: number): Promise<void> {
    const asked = commands.filter((command) => this.isRejected(command) === undefined);
    if (asked.length === 0 || withinMs <= 0) return;
    const statuses = await proveStatuses(this.#status, asked, withinMs);
    for (const [n, { id }] of asked.entries()) {
      const state = statuses[n]?.state;
      if (state === 'rejected' || state === 'applied') this.#known.set(id, state === 'rejected');
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MAX_REMEMBERED) break;
      this.#known.delete(id);
    }
  }
}
