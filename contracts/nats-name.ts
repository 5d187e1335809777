/** The names of streams and consumers as nats-server accepts them: any characters except its separators. */
export const NATS_NAME_PATTERN = '^[^\\s.*>/\\\\\\u0000-\\u001f\\u007f]{1,128}$';

const natsName = new RegExp(NATS_NAME_PATTERN, 'u');

export const isNatsName = (text: string): boolean => natsName.test(text);
