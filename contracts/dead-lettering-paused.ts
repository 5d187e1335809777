/**
 * The alert that a worker reports while it limits its dead letters; its projection's name follows. Separate from the schemas of
 * alerts, because the console needs it in the browser.
 */
export const DEAD_LETTERING_PAUSED = 'dead-lettering-paused';
