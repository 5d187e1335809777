/** All limits of the console in the browser. Those of the server are in platform/configuration/table/. */

/** A little over the proxy's own limit, so that the proxy's error arrives first. */
export const REQUEST_TIMEOUT_MS = 15_000;

export const LIST_POLL_MS = 5_000;

/** A command in flight is read often at first, then less and less: an outage may last for hours. */
export const COMMAND_DETAIL_POLL = [
  { untilAgeMs: 10_000, everyMs: 500 },
  { untilAgeMs: 120_000, everyMs: 1_000 },
  { untilAgeMs: Number.POSITIVE_INFINITY, everyMs: 5_000 },
] as const;

/** How many of the newest commands the list shows. */
export const RECENT_COMMANDS = 50;

/** How many ids of one pasted text are looked up; the limit of `GET /ops/v1/summaries`. */
export const MAX_PASTED_IDS = 20;

/** Lines of a payload shown at first. */
export const PAYLOAD_LINES = 200;

/** Levels of a payload shown unfolded. */
export const PAYLOAD_DEPTH = 3;

/** Rows of a page of dead letters. */
export const DEAD_LETTERS_A_PAGE = 100;

/** How many groups are listed at most. */
export const GROUPS_LISTED = 200;

/** How many dead letters one action on the selection takes; more are sent in several actions. */
export const ACTION_CHUNK = 500;

/** Above this number, a discard must be confirmed by typing the count. */
export const CONFIRM_ABOVE = 100;

/** Above this number of dead letters the first offer is to replay ten, then pause. */
export const FIRST_ABOVE = 20;

/** How many are tried first by default: the default of the service’s `canary`. */
export const FIRST_ONES = 10;

/** How often a running replay is read: its progress changes every second. */
export const REPLAY_POLL_MS = 1_000;

/** How long after its end the list of replays shows a replay by default. */
export const REPLAYS_LISTED_MS = 7 * 86_400_000;

/** How many dead letters of one cause are shown at first. */
export const DEAD_LETTERS_SHOWN = 20;
/** How many lines of "needs attention" Overview shows; a link leads to all. */
export const ATTENTION_ITEMS = 5;

/** The window of Overview's reconciliation. */
export const RECONCILED_HOURS = 24;

/** How many markers of each kind a chart shows; the limit of `GET /ops/v1/changes`. */
export const EVENTS_MARKED = 500;

/** How often a range up to this length is read again; the charts are not drawn more often. */
export const RANGE_POLL = [
  { untilRangeMs: 3_600_000, everyMs: 10_000 },
  { untilRangeMs: Number.POSITIVE_INFINITY, everyMs: 60_000 },
] as const;

/** A sparkline has one point per minute. */
export const SPARKLINE_POLL_MS = 60_000;

/** How many changes a projection's page shows; Activity has the rest. */
export const CHANGES_OF_PROJECTION = 15;

/** How many actions or changes are read at a time. */
export const ACTIVITY_PAGE = 50;

/** How many commands of one correlation a page of its trace shows: each is proven for the answer. */
export const TRACE_COMMANDS = 50;

/** A search of the ledger is repeated less often than a list is read: it may look through an hour of commands. */
export const SEARCH_POLL_MS = 10_000;

/** How many commands a page of a search shows, and of each list that a page opens with. */
export const FOUND_COMMANDS = 50;
export const FIRST_COMMANDS = 15;

/** How many correlation ids of one pasted text are looked up. */
export const MAX_PASTED_CORRELATIONS = 5;
