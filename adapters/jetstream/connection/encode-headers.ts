/** Control characters would end a header line and begin another: none may stand in a value. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsafe = /[\u0000-\u001f\u007f]/g;

/** A header's value that is safe for any text: control characters become spaces, the length is bounded. */
export const safeHeaderValue = (value: string, maxLength = 1_024): string =>
  value.slice(0, maxLength).toWellFormed().replace(unsafe, ' ').trim();

/** A block of NATS headers as it goes on the wire. Values must be free of control characters. */
export function encodeHeaders(headers: readonly (readonly [name: string, value: string])[]): Buffer {
  let block = 'NATS/1.0\r\n';
  for (const [name, value] of headers) block += `${name}: ${value}\r\n`;
  return Buffer.from(`${block}\r\n`, 'utf8');
}
