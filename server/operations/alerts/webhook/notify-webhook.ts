import { postWebhook } from '../../../../adapters/webhook/post-webhook.ts';
import type { WebhookStatus } from '../../../../contracts/alerts.ts';
import { backoff } from '../../../../contracts/timing/backoff.ts';
import { Repeat } from '../../../../contracts/timing/repeat.ts';
import { within } from '../../../../contracts/timing/within.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import type { AlertState, Undelivered } from '../alert-state.ts';
import { type AlertWriter, appendAlertAction } from '../append-alert-action.ts';
import { makeNotice, type NoticeOptions } from './make-notice.ts';

export interface WebhookOptions extends NoticeOptions {
  writer: AlertWriter;
  /** Empty without a webhook; without user name and password. */
  url: string;
  /** The value of the Authorization header; empty for none. */
  authorization: string;
  secret: string;
  timeoutMs: number;
  /** The longest delay before a failed notice is retried. */
  retryMaxMs: number;
  /** How long a notice is retried. */
  giveUpMs: number;
  leads(): boolean;
  onFailure(error: unknown): void;
}

interface Trying {
  attempts: number;
  firstAt: number;
  nextAt: number;
  lastFailure: string;
  /** The notice was delivered or abandoned; only the record of that is missing. */
  ended: 'delivered' | 'given-up' | null;
  busy: boolean;
}

const FIRST_RETRY_MS = 1_000;
const LOOK_MS = 250;
const MAX_AT_ONCE = 4;
const STOP_MS = 2_000;

/**
 * Notifies the webhook of every raise and every clear, in the order of each alert, at least once:
 *
 *   a raise or a clear ─POST─► 2xx ─► `alert-notified: delivered` in OPERATIONS
 *        ▲                      │
 *        └── retried under ─────┴─ too long ─► `alert-notified: given-up`
 *            the same id
 *
 * An action without such a record still needs its notice, also after a restart or under another leader. A notice sent just
 * before a crash is sent again under the same id. An action older than the retry limit is skipped, unless it is the raise of an
 * alert that still fires: a new webhook is notified of firing alerts, not of past ones.
 */
export class WebhookNotifier {
  readonly #options: WebhookOptions;
  readonly #trying = new Map<string, Trying>();
  readonly #looks: Repeat | undefined;
  readonly #sending = new Set<Promise<void>>();
  #lastDeliveredAt: number | null = null;
  #lastFailure: WebhookStatus['lastFailure'] = null;

  constructor(options: WebhookOptions) {
    this.#options = options;
    const { url, onFailure } = options;
    this.#looks = url === '' ? undefined : new Repeat(() => this.#look(), { onFailure, retryMs: LOOK_MS });
  }

  /** The notices that an alert still needs, oldest first. */
  waiting(alert: AlertState): Undelivered[] {
    const { url, giveUpMs } = this.#options;
    if (url === '' || alert.undelivered.length === 0) return [];
    const oldest = Date.now() - giveUpMs;
    return alert.undelivered.filter(
      (each, n) =>
        Date.parse(each.at) > oldest ||
        this.#trying.has(each.id) ||
        (alert.firing && n === alert.undelivered.length - 1 && each.kind === 'alert-raised'),
    );
  }

  status(): WebhookStatus {
    const { url, writer } = this.#options;
    let waiting = 0;
    for (const alert of writer.log.alerts.values()) waiting += this.waiting(alert).length;
    return {
      configured: url !== '',
      host: url === '' ? null : new URL(url).host,
      waiting,
      lastDeliveredAt: this.#lastDeliveredAt === null ? null : new Date(this.#lastDeliveredAt).toISOString(),
      lastFailure: this.#lastFailure,
    };
  }

  /** Waits a moment for notices under way; those without a record by then are sent again after the next start. */
  async stop(): Promise<void> {
    await this.#looks?.stop();
    await within(STOP_MS, Promise.all(this.#sending), undefined);
  }

  #look(): number {
    if (this.#options.leads()) this.#sendWhatIsDue();
    return LOOK_MS;
  }

  #sendWhatIsDue(): void {
    const now = Date.now();
    const present = new Set<string>();
    for (const alert of this.#options.writer.log.alerts.values()) {
      const waiting = this.waiting(alert);
      for (const { id } of waiting) present.add(id);
      const first = waiting[0];
      if (!first || this.#sending.size >= MAX_AT_ONCE) continue;
      const trying = this.#trying.get(first.id);
      if (trying?.busy || (trying && now < trying.nextAt)) continue;
      const sending = this.#notify(alert, first).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
    // Another process sent it, or it was dropped.
    for (const [id, { busy }] of this.#trying) if (!busy && !present.has(id)) this.#trying.delete(id);
  }

  async #notify(alert: AlertState, undelivered: Undelivered): Promise<void> {
    const now = Date.now();
    const trying = this.#trying.get(undelivered.id) ?? newTrying(now);
    this.#trying.set(undelivered.id, trying);
    trying.busy = true;
    try {
      if (!trying.ended) await this.#attempt(alert, undelivered, trying);
      if (trying.ended) await this.#record(alert.id, undelivered, trying);
    } finally {
      trying.busy = false;
    }
  }

  async #attempt(alert: AlertState, undelivered: Undelivered, trying: Trying): Promise<void> {
    const { retryMaxMs, giveUpMs, onFailure } = this.#options;
    trying.attempts += 1;
    const failure = await this.#post(alert, undelivered).catch((error: Error) => {
      onFailure(error);
      return error.message;
    });
    const now = Date.now();
    if (failure === undefined) {
      trying.ended = 'delivered';
      this.#lastDeliveredAt = now;
      this.#lastFailure = null;
      return;
    }
    trying.lastFailure = failure;
    this.#lastFailure = { at: new Date(now).toISOString(), why: failure, attempts: trying.attempts };
    if (now - trying.firstAt >= giveUpMs) trying.ended = 'given-up';
    const delay = backoff(trying.attempts, FIRST_RETRY_MS, retryMaxMs);
    trying.nextAt = now + delay * (0.75 + Math.random() / 2);
  }

  /** Resolves to why the webhook did not take the notice; undefined if it did. */
  async #post(alert: AlertState, undelivered: Undelivered): Promise<string | undefined> {
    const { url, authorization, secret, timeoutMs } = this.#options;
    const notice = JSON.stringify(makeNotice(this.#options, alert, undelivered));
    return postWebhook({ url, authorization, secret, timeoutMs }, undelivered.id, notice);
  }

  /** Retries the record until the log takes it, without another POST. */
  async #record(alert: string, { id: action }: Undelivered, trying: Trying): Promise<void> {
    const { attempts, ended, lastFailure } = trying;
    if (ended === null) return;
    const detail = ended === 'delivered' ? `after ${countOf(attempts, 'attempt')}` : lastFailure;
    try {
      await appendAlertAction(this.#options.writer, alert, {
        kind: 'alert-notified',
        action,
        outcome: ended,
        attempts,
        detail,
      });
    } catch {
      trying.nextAt = Date.now() + FIRST_RETRY_MS;
    }
  }
}

const newTrying = (now: number): Trying => ({
  attempts: 0,
  firstAt: now,
  nextAt: 0,
  lastFailure: '',
  ended: null,
  busy: false,
});
