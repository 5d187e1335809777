/** Every limit of the console's part that runs in a browser. The server's are in configuration/settings.ts. */

/** A little over the proxy's own limit, so that its explanation arrives. */
export const REQUEST_TIMEOUT_MS = 15_000;

export const LIST_POLL_MS = 5_000;

/** A command on its way is asked after often at first, then ever less: an outage may last for hours. */
export const SLIP_POLL = [
  { untilAgeMs: 10_000, everyMs: 500 },
  { untilAgeMs: 120_000, everyMs: 1_000 },
  { untilAgeMs: Number.POSITIVE_INFINITY, everyMs: 5_000 },
] as const;

/** How many of the newest commands the list shows. */
export const RECENT_COMMANDS = 50;

/** How many ids of one pasted text are looked up; `GET /ops/v1/summaries` takes as many. */
export const MAX_PASTED_IDS = 20;

/** Lines of a payload shown at first. */
export const PAYLOAD_LINES = 200;

/** Levels of a payload shown unfolded. */
export const PAYLOAD_DEPTH = 3;

/** What Overview shows of what needs attention; the rest is a page away. */
export const ATTENTION_ITEMS = 5;

/** The window of Overview's sum. */
export const RECONCILED_HOURS = 24;

/** How often the charts are drawn anew. */
export const CHART_POLL_MS = 15_000;

/** A range up to so long is read again so often; the pictures are drawn anew no faster. */
export const RANGE_POLL = [
  { untilRangeMs: 3_600_000, everyMs: 10_000 },
  { untilRangeMs: Number.POSITIVE_INFINITY, everyMs: 60_000 },
] as const;

/** A sparkline is a minute a point. */
export const SPARKLINE_POLL_MS = 60_000;

/** How many acts or changes are read at a time. */
export const ACTIVITY_PAGE = 50;
