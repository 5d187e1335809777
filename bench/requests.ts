import { Buffer } from 'node:buffer';

/** The text that every contender accepts: a message of usual length. */
export const TEXT =
  'Deploying billing 2.14.1 in five minutes, canary first; p99 is at 180 ms and the error rate is flat. 🚀';
export const CHANNELS = Array.from({ length: 64 }, (_, index) => `bench-${index}`);
export const API_KEY = 'bench-key-0123456789';
export const CALLER = 'bench';

const body = JSON.stringify({ text: TEXT });

/** The requests as bytes, one for each channel, with enough channels to reach all partitions. */
export const requests: readonly Buffer[] = CHANNELS.map((channel) =>
  Buffer.from(
    `POST /v1/channels/${channel}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${API_KEY}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
);
