/** A channel's id, or the beginning of ids followed by `*`; `*` alone is every channel. */
export const CHANNEL_PATTERN = '^(?:[A-Za-z0-9_-]{1,64}|[A-Za-z0-9_-]{0,63}\\*)$';
