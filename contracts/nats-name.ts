/** The name of a stream or consumer: what nats-server accepts, without control characters. A part of a pattern. */
export const NATS_NAME = '[^\\s.*>/\\\\\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]{1,128}';
export const NATS_NAME_PATTERN = `^${NATS_NAME}$`;

const natsName = new RegExp(NATS_NAME_PATTERN, 'u');

export const isNatsName = (text: string): boolean => natsName.test(text);
