/** How fast an event stream grows, against its size and its retention. */
export interface LogRate {
  stream: string;
  bytes: number;
  maxBytes: number;
  /** Its retention, ms. */
  keptMs: number;
  bytesPerSecond: number;
  /** Over how long the rate was counted, ms. */
  countedMs: number;
}
