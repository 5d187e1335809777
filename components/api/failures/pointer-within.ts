/**
 * A JSON pointer as the reader of one part of a document counts it: `/data/text` is `/text` within `/data`. Pointers to
 * other parts stay as they are.
 */
export function pointerWithin(pointer: string, part: `/${string}` | ''): string {
  if (pointer === part) return '/';
  return pointer.startsWith(`${part}/`) ? pointer.slice(part.length) : pointer;
}
