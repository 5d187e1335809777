const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A lower-case UUID as its 16 bytes; any other text unchanged. */
export const packId = (text: string): Uint8Array | string =>
  text.length === 36 && uuid.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : text;

export function unpackId(packed: unknown): string {
  if (typeof packed === 'string') return packed;
  const { buffer, byteOffset, byteLength } = packed as Uint8Array;
  const hex = Buffer.from(buffer, byteOffset, byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
