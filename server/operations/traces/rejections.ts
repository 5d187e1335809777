import { type CommandStatus, isKeptAside } from '../../../contracts/command-status.ts';
import type { FoundCommand } from '../../../contracts/ports/ledger-index.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import type { StatusService } from '../../status/status-service.ts';
import { proveStatuses } from './prove-status.ts';

/** How many commands are remembered; those that were read first are forgotten first. */
const MAX_REMEMBERED = 20_000;

/** A change that is kept aside is applied as soon as its message is. */
const KEPT_ASIDE_FRESH_MS = 1_000;
/** For how long what was read is not read again. A read model that was filled anew may know better; one that hangs does not. */
const FRESH_MS = 60_000;

interface Reading {
  state: 'applied' | 'rejected' | 'kept-aside';
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
    if (!isJudged(command)) return false;
    const reading = this.#readings.get(command.id);
    return reading && reading.state === 'rejected';
  }

  /** Whether the read model kept it aside when it was read last. */
  isKeptAside(command: FoundCommand): boolean {
    return isJudged(command) && this.#readings.get(command.id)?.state === 'kept-aside';
  }

  /** Reads what is not known of these, or was read long ago, as far as it can within `withinMs`. */
  async look(commands: readonly FoundCommand[], withinMs: number): Promise<void> {
    const now = performance.now();
    const asked = commands.filter((command) => isJudged(command) && !this.#wasRead(command.id, now));
    if (asked.length === 0 || withinMs <= 0) return;
    const statuses = await proveStatuses(this.#status, asked, withinMs);
    for (const [n, { id }] of asked.entries()) {
      const state = readingOf(statuses[n]);
      if (state) this.#remember(id, state);
    }
  }

  #wasRead(id: string, now: number): boolean {
    const reading = this.#readings.get(id);
    if (reading === undefined) return false;
    return now - reading.at <= (reading.state === 'kept-aside' ? KEPT_ASIDE_FRESH_MS : FRESH_MS);
  }

  #remember(id: string, state: Reading['state']): void {
    // Set anew it is the last of the map, which is in the order of reading.
    this.#readings.delete(id);
    this.#readings.set(id, { state, at: performance.now() });
    if (this.#readings.size <= MAX_REMEMBERED) return;
    const [first] = this.#readings.keys();
    this.#readings.delete(first!);
  }
}

function readingOf(status: CommandStatus | undefined): Reading['state'] | undefined {
  if (status?.state === 'rejected' || status?.state === 'applied') return status.state;
  return status && Object.values(status.projections).some(isKeptAside) ? 'kept-aside' : undefined;
}

/** Whether the read model may differ from the ledger. An edited event may name an existing message, which a rule refuses. */
const isJudged = ({ type, state, causationId }: FoundCommand): boolean =>
  state === 'applied' && (causationId !== '' || commandOfEventType(type)?.judgedByState === true);
