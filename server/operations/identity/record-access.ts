import type { Logger } from 'pino';
import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { publishUntilStored } from '../../../adapters/jetstream/publish/publish-until-stored.ts';
import { operationSubject } from '../../../adapters/jetstream/records/operation-subject.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { Operation, PersonAction } from '../../../contracts/operation.ts';

const TIMEOUT_MS = 2_000;
const WITHIN_MS = 60_000;
/** Beyond this number, what waits for the log is logged and dropped: people must be able to sign in while it is away. */
const MAX_WAITING = 1_000;

/** Writes what people did with their own access to the audit log, in the background. */
export class AccessRecorder {
  readonly #log: { link: NatsLink; inbox: AckInbox };
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #waiting = 0;

  constructor(log: { link: NatsLink; inbox: AckInbox }, logger: Logger) {
    this.#log = log;
    this.#logger = logger;
  }

  record(personId: string, actor: string, action: PersonAction): void {
    const id = mintCommandId(0, 0);
    const operation: Operation = {
      id,
      at: new Date().toISOString(),
      actor,
      requestId: id,
      reason: null,
      target: 'person',
      personId,
      ...action,
    };
    this.#logger.info({ personId, action: action.kind }, 'access');
    if (this.#waiting >= MAX_WAITING) {
      this.#logger.warn({ operation }, 'the audit log is away and too much waits for it: this is not in it');
      return;
    }
    this.#waiting += 1;
    const message = {
      subject: operationSubject(operation),
      id,
      bytes: Buffer.from(JSON.stringify(operation)),
    };
    const limits = { timeoutMs: TIMEOUT_MS, withinMs: WITHIN_MS, stopping: this.#stopping.signal };
    void publishUntilStored(this.#log.link, this.#log.inbox, message, limits)
      .then((isStored) => {
        if (!isStored) this.#logger.warn({ operation }, 'the audit log did not confirm this in time');
      })
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  stop(): void {
    this.#stopping.abort();
  }
}
