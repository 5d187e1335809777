import { jsonTokens } from './json-tokens.ts';

/**
 * A JSON text, which may be cut off, as the words a person reads in it: names and strings with their escapes decoded, numbers as
 * written. For a text that is not JSON, the words of the text.
 */
export function wordsOfJson(text: string): string {
  const words: string[] = [];
  for (const [token] of jsonTokens(text)) if (!/^[{}[\],:]$/.test(token)) words.push(decoded(token));
  return words.join(' ');
}

function decoded(token: string): string {
  if (!token.startsWith('"')) return token;
  const isWhole = token.length > 1 && token.endsWith('"');
  try {
    return JSON.parse(isWhole ? token : `${token}"`) as string;
  } catch {
    return token.slice(1);
  }
}
