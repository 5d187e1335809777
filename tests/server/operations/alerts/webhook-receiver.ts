import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlertNotice } from '../../../../contracts/alerts.ts';

interface ReceivedNotice {
  path: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  notice: AlertNotice;
}

export interface WebhookReceiver {
  url: string;
  port: number;
  received: ReceivedNotice[];
  /** Its answer; 204 by default. */
  answer: (response: ServerResponse) => void;
  stop(): Promise<void>;
}

/** A real HTTP server that receives notices. `port`: where an earlier one was. */
export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const { url: path = '', headers } = request;
    receiver.received.push({ path, headers, raw, notice: JSON.parse(raw.toString('utf8')) });
    receiver.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const taken = (server.address() as AddressInfo).port;
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${taken}/hook?token=s3cret`,
    port: taken,
    received: [],
    answer: (response) => response.writeHead(204).end(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
