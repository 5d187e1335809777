import { type CommandStatus, isKeptAside } from '../../../contracts/command-status.ts';
import type { FoundCommand } from '../../../contracts/ports/ledger-index.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import type { StatusService } from '../../status/status-service.ts';
import { proveStatuses } from './prove-status.ts';

/** How many commands are remembered; the ones read first are dropped first. */
const MAX_REMEMBERED = 20_000;

/** A change that is kept aside is applied as soon as its message is. */
const KEPT_ASIDE_FRESH_MS = 1_000;
/** How long a reading is reused. A refilled read model may know better; a slow one may not answer at all. */
const FRESH_MS = 60_000;

interface Reading {
  state: 'applied' | 'rejected' | 'kept-aside';
  /** By the monotonic clock, ms. */
  at: number;
}

/**
 * Knows which commands a rule rejected. Workers report those as applied, so the ledger records them as applied. Only
 * the read model knows better; its last answer is remembered.
 */
export class Rejections {
  readonly #status: StatusService;
  readonly #readings = new Map<string, Reading>();

  constructor(status: StatusService) {
    this.#status = status;
  }

  /** Whether the command was rejected, by the read model's last answer; undefined without one. */
  isRejected(command: FoundCommand): boolean | undefined {
    if (!mayBeRejected(command)) return false;
    const reading = this.#readings.get(command.id);
    return reading && reading.state === 'rejected';
  }

  /** Whether the read model kept it aside at the last reading. */
  isKeptAside(command: FoundCommand): boolean {
    return mayBeRejected(command) && this.#readings.get(command.id)?.state === 'kept-aside';
  }

  /** Reads the read model for those that are unknown or were read long ago, as many as it can within `withinMs`. */
  async look(commands: readonly FoundCommand[], withinMs: number): Promise<void> {
    const now = performance.now();
    const asked = commands.filter((command) => mayBeRejected(command) && !this.#wasRead(command.id, now));
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
    // Setting it again moves it to the end of the map, which is in the order of reading.
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

/** Whether the read model may differ from the ledger. An edited event may name an existing message, which a rule rejects. */
const mayBeRejected = ({ type, state, causationId }: FoundCommand): boolean =>
  state === 'applied' && (causationId !== '' || commandOfEventType(type)?.historyMayReject === true);
