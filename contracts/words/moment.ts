/** An instant for a sentence that is stored: an age would soon be wrong. The console shows it in the reader’s time zone. */
export const momentInWords = (ms: number): string => new Date(ms).toISOString();
