/** How fast an event stream grows, against its size and its retention. */
export interface LogRate {
  stream: string;
  bytes: number;
  maxBytes: number;
  /** How long it keeps an event, ms. */
  keptMs: number;
  bytesPerSecond: number;
  /** Over how long that was counted, ms. */
  countedMs: number;
}
