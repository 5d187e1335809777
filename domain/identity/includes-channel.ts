/** Whether a pattern of `CHANNEL_PATTERN` includes the channel. Compares text: no pattern runs as a regular expression. */
export const includesChannel = (patterns: readonly string[], channelId: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? channelId.startsWith(pattern.slice(0, -1)) : channelId === pattern,
  );
