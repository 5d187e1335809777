import { randomBytes } from 'node:crypto';

export const OPCODES = { binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  opcode: number;
  payload: Buffer;
}

/** More than nats-server sends in one message (`max_payload` is at most 64 MB). */
const MAX_PAYLOAD = 80 * 1024 ** 2;
const FIN = 0x80;
const MASKED = 0x80;

/** A whole message as a client sends it: in one frame, masked (RFC 6455, 5.2). */
export function encodeFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(6 + extra + length);
  frame[0] = FIN | opcode;
  frame[1] = MASKED | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(length, 2);
  if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  frame.set(mask, 2 + extra);
  const start = 6 + extra;
  for (let index = 0; index < length; index += 1) frame[start + index] = payload[index]! ^ mask[index & 3]!;
  return frame;
}

/** Puts the frames of a server together from the bytes that arrive. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that these bytes complete. Throws where the server breaks the protocol. */
  read(bytes: Buffer): Frame[] {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    for (let header = headerOf(rest); header; header = headerOf(rest)) {
      const end = header.start + header.length;
      if (rest.length < end) break;
      frames.push({ opcode: rest[0]! & 0x0f, payload: rest.subarray(header.start, end) });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return frames;
  }
}

function headerOf(bytes: Buffer): { start: number; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  if ((bytes[0]! & 0x70) !== 0 || (bytes[1]! & MASKED) !== 0)
    throw new Error('the server sent a WebSocket frame that breaks the protocol');
  const short = bytes[1]! & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (length > MAX_PAYLOAD) throw new Error('the server sent a WebSocket frame that is too large');
  return { start, length };
}
