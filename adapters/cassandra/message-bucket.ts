const DAY_MS = 86_400_000;

/**
 * The day (since 1970, UTC) of the time in a message id (UUIDv7: its first 48 bits are Unix milliseconds). Days sort exactly
 * like the ids, whatever kind of UUID they are.
 */
export const bucketOf = (messageId: string): number =>
  Math.floor(Number.parseInt(messageId.slice(0, 8) + messageId.slice(9, 13), 16) / DAY_MS);
