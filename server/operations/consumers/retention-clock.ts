import type { RetentionClock } from '../../../contracts/consumers.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';

/** From this share of its size on, a stream's size may expire events before their age does. */
const NEARLY_FULL = 0.9;
const NS_PER_MS = 1_000_000;

interface RetentionLimits {
  /** ms; 0 for none. */
  maxAgeMs: number;
  /** Bytes; 0 for none. */
  maxBytes: number;
  bytes: number;
  /** Whether a full stream refuses new messages, rather than dropping its oldest. */
  refusesNew: boolean;
}

export const retentionLimits = (
  config: Record<string, unknown>,
  state: { bytes: number },
): RetentionLimits => ({
  maxAgeMs: Number(config.max_age ?? 0) / NS_PER_MS,
  maxBytes: Math.max(0, Number(config.max_bytes ?? 0)),
  bytes: state.bytes,
  refusesNew: config.discard === 'new',
});

/** When an event stored at `oldestAt` expires. Unix ms; null without an event, or without a limit. */
export const expiryOf = (oldestAt: number | null, { maxAgeMs }: RetentionLimits): number | null =>
  oldestAt === null || maxAgeMs === 0 ? null : oldestAt + maxAgeMs;

/** When the oldest unprocessed event of a consumer expires; it was stored at `oldestAt`. */
export function retentionClock(
  oldestAt: number | null,
  limits: RetentionLimits,
  now: number,
): RetentionClock {
  const expires = expiryOf(oldestAt, limits);
  const fullShare = limits.maxBytes > 0 ? limits.bytes / limits.maxBytes : null;
  const isNearlyFull = fullShare !== null && fullShare >= NEARLY_FULL;
  const percent = Math.floor((fullShare ?? 0) * 100);
  const effect = limits.refusesNew
    ? 'when it is full it refuses new events, and drops none'
    : `when it is full it drops the oldest${expires === null ? '' : `, sooner than in ${timeInWords(expires - now)}`}`;
  return {
    expiresAt: expires === null ? null : new Date(expires).toISOString(),
    leftMs: expires === null ? null : Math.round(expires - now),
    fullShare,
    warning: isNearlyFull ? `The stream is at ${percent} % of its size: ${effect}.` : null,
  };
}
