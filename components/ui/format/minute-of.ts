/**
 * The minute of a moment, ISO 8601. It decides whether a time shows its day, and changes only once a minute, so that
 * a list is not drawn again at each read.
 */
export const minuteOf = (iso: string): string => `${iso.slice(0, 16)}Z`;
