import { NATS_NAME } from './nats-name.ts';

/** Its consumer may be any of NATS: a consumer of another program has dead letters too. */
export const DEAD_LETTER_ID_PATTERN = `^${NATS_NAME}\\.[0-9]{1,3}-[0-9]{1,4}-[0-9]{1,14}$`;

const pattern = new RegExp(DEAD_LETTER_ID_PATTERN, 'u');

export const isDeadLetterId = (text: string): boolean => pattern.test(text);
