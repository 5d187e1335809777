/** What a client may send as its correlation id: characters that need quoting nowhere. */
export const SENT_CORRELATION_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$';

/**
 * The correlation ids that have a trace with an address. Other programs may write events with any correlation id; one that no
 * part of a path can carry is found by the search for commands.
 */
export const CORRELATION_ID_PATTERN =
  '^(?!\\.{1,2}$)[^/\\\\\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]{1,256}$';

const sent = new RegExp(SENT_CORRELATION_ID_PATTERN);
const addressed = new RegExp(CORRELATION_ID_PATTERN, 'u');

export const isSentCorrelationId = (text: string): boolean => sent.test(text);
export const isCorrelationId = (text: string): boolean => addressed.test(text);
