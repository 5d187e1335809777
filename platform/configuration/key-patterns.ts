/** A key is sent in a header and is part of a list, so it consists of printable ASCII without spaces and commas. */
const KEY = String.raw`[!-+\--~]{16,256}`;
const CALLER = '[A-Za-z0-9_-]{1,64}';

export const keyPattern = new RegExp(`^${KEY}$`);
export const callerPattern = new RegExp(`^${CALLER}$`);
/** `caller:key,caller:key`. */
export const keyListPattern = new RegExp(`^${CALLER}:${KEY}(?:,${CALLER}:${KEY})*$`);
