/**
 * The minute of a moment, ISO 8601: it decides whether a time needs its day, and is the same for a whole minute, so
 * that a list is not drawn again whenever it is read.
 */
export const minuteOf = (iso: string): string => `${iso.slice(0, 16)}Z`;
