/** Control characters would end a header line and begin another: no value may contain them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this pattern looks for them
const unsafe = /[\u0000-\u001f\u007f]/g;

/** Makes any text safe as a header value: control characters become spaces, and the length is limited. */
export const safeHeaderValue = (value: string, maxLength = 1_024): string =>
  value.slice(0, maxLength).toWellFormed().replace(unsafe, ' ').trim();

/** Encodes NATS headers in wire format. Values must not contain control characters. */
export function encodeHeaders(headers: readonly (readonly [name: string, value: string])[]): Buffer {
  let block = 'NATS/1.0\r\n';
  for (const [name, value] of headers) block += `${name}: ${value}\r\n`;
  return Buffer.from(`${block}\r\n`, 'utf8');
}
