/** Scripts that are written without spaces between words: each of their characters is found by itself. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{Mark}*/gu;

/**
 * A text as full-text search compares it: compatible characters count as equal (NFKC), so do upper and lower case
 * (`Straße` and `STRASSE`), and characters of scripts without spaces are words. The tokenizer removes diacritics.
 */
export const searchText = (text: string): string =>
  text.normalize('NFKC').toUpperCase().toLowerCase().replace(unspaced, ' $& ');
