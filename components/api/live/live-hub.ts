import { holdStream } from './hold-stream.ts';
import { LIVE_KINDS, type LiveEvent, type LiveKind } from './live-kinds.ts';

/** A hidden tab closes the stream after this time. */
const HIDDEN_MS = 60_000;
/** How often the holder says that the stream is open; a tab that hears nothing for three times as long is not live. */
const BEAT_MS = 3_000;
const NAME = 'waybill-live';

type Message = { event: LiveEvent } | { beat: boolean } | { ask: true };

/**
 * One stream of events for all tabs of a browser: it allows six connections to an origin, so seven tabs with a stream each
 * would hang every request.
 *
 *   following ──lock granted──► holding (opens the stream, tells the others)
 *       ▲                          │ hidden for 60 s, or closed: the lock goes to another tab
 *       └────── seen again ────────┘
 *
 * Without Web Locks, BroadcastChannel or EventSource there is no live stream, and the pages poll.
 */
class LiveHub {
  private readonly events = new Map<LiveKind, LiveEvent>();
  private readonly listeners = new Set<() => void>();
  private channel: BroadcastChannel | null = null;
  private letGo: AbortController | null = null;
  private timers: ReturnType<typeof setInterval>[] = [];
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  private holding = false;
  private open = false;
  private lastHeartbeatAt = 0;

  /** Calls `listener` after every change, until the returned function is called. The first listener starts the hub. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  };

  latest = <Kind extends LiveKind>(kind: Kind): LiveEvent<Kind> | null =>
    (this.events.get(kind) as LiveEvent<Kind> | undefined) ?? null;

  isLive = (): boolean =>
    this.holding ? this.open : this.open && Date.now() - this.lastHeartbeatAt < 3 * BEAT_MS;

  private start(): void {
    if (!('locks' in navigator) || !('BroadcastChannel' in window) || !('EventSource' in window)) return;
    this.channel = new BroadcastChannel(NAME);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.hear(data);
    this.say({ ask: true });
    document.addEventListener('visibilitychange', this.onVisibility);
    this.timers = [setInterval(() => this.beat(), BEAT_MS)];
    if (!document.hidden) this.queue();
  }

  private stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.hiddenTimer);
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.letGo?.abort();
    this.letGo = null;
    this.channel?.close();
    this.channel = null;
    this.open = false;
  }

  private onVisibility = (): void => {
    clearTimeout(this.hiddenTimer);
    if (!document.hidden) this.queue();
    else {
      this.hiddenTimer = setTimeout(() => {
        this.letGo?.abort();
        this.letGo = null;
      }, HIDDEN_MS);
    }
  };

  /** Waits for its turn to hold the stream. */
  private queue(): void {
    if (this.letGo) return;
    const letGo = new AbortController();
    this.letGo = letGo;
    const { signal } = letGo;
    navigator.locks
      .request(NAME, { signal }, async () => {
        if (signal.aborted) return;
        this.holding = true;
        await holdStream({
          kinds: LIVE_KINDS,
          signal,
          onEvent: (event) => {
            this.take(event);
            this.say({ event });
          },
          onOpen: (open) => {
            this.open = open;
            this.beat();
            this.report();
          },
        });
        this.holding = false;
        this.open = false;
        this.report();
      })
      // The tab stopped listening while it waited for the lock.
      .catch(() => {});
  }

  private hear(message: Message): void {
    if ('event' in message) this.take(message.event);
    else if ('ask' in message) {
      if (!this.holding) return;
      for (const event of this.events.values()) this.say({ event });
      this.beat();
    } else {
      const was = this.isLive();
      this.open = message.beat;
      this.lastHeartbeatAt = Date.now();
      if (this.isLive() !== was) this.report();
    }
  }

  private beat(): void {
    if (this.holding) this.say({ beat: this.open });
    // Silence ends the live state, too.
    else this.report();
  }

  private take(event: LiveEvent): void {
    this.events.set(event.kind, event);
    this.report();
  }

  private say(message: Message): void {
    this.channel?.postMessage(message);
  }

  private report(): void {
    for (const listener of this.listeners) listener();
  }
}

/** One per tab. */
export const liveHub = new LiveHub();
