const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** A sentence of the API, with its times in the reader's format. */
export const localTimes = (text: string, time: (iso: string) => string): string =>
  text.replaceAll(INSTANT, (iso) => time(iso));
