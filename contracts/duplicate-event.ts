/** The dead-letter code of an event that the log holds at an earlier position too. */
export const DUPLICATE_EVENT = 'duplicate-event';
