import { operationsRequest } from '../../../contracts/routes/operations-request.ts';
import type { LiveEvent, LiveKind, LiveStates } from './live-kinds.ts';

/** The browser reconnects by itself after a break, but not after an answer that was no stream. */
const COME_AGAIN_MS = 5_000;

/** Holds the stream open until asked to let go. Never throws. */
export function holdStream({
  kinds,
  signal,
  onEvent,
  onOpen,
}: {
  kinds: readonly LiveKind[];
  signal: AbortSignal;
  onEvent(event: LiveEvent): void;
  /** Whether it is open now. */
  onOpen(open: boolean): void;
}): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource(operationsRequest('GET /ops/v1/stream', {}).path);
      source.onopen = () => onOpen(true);
      source.onerror = () => {
        onOpen(false);
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, COME_AGAIN_MS);
      };
      for (const kind of kinds) {
        source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
          onEvent({ kind, state: JSON.parse(data) as LiveStates[typeof kind], at: Date.now() });
        });
      }
    };
    signal.addEventListener('abort', () => {
      clearTimeout(again);
      source?.close();
      resolve();
    });
    connect();
  });
}
