/**
 * What a worker reports while it holds dead letters back; its projection's name follows. Apart from the schemas of alerts: the
 * console asks for it in the browser.
 */
export const HELD_BACK_ALERT = 'dead-letters-held-back';
