/** The text of a part of an address; null where its %-escapes are malformed. */
export function decodePath(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
