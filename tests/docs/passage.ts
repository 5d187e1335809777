import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passage {
  readonly url: string;
  /** What the gateway answered, in order: `503 POST /v1/channels/general/messages`. */
  readonly answers: readonly string[];
  close(): void;
}

/**
 * Stands before a gateway, passes requests on and keeps a list of the answers. Where `cut` resolves to true for an answer, the
 * client's connection breaks instead.
 */
export async function startPassage(
  gateway: { readonly url: string },
  cut: (answer: string) => Promise<boolean> = async () => false,
): Promise<Passage> {
  const answers: string[] = [];
  const server = createServer((asked, reply) => {
    const { method = '', url = '', headers } = asked;
    const breakOff = () => void reply.socket?.destroy();
    const passed = httpRequest(gateway.url + url, { method, headers, agent: false }, async (answer) => {
      answer.on('error', breakOff);
      const entry = `${answer.statusCode} ${method} ${url}`;
      answers.push(entry);
      if (await cut(entry)) return breakOff();
      reply.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(reply);
    });
    passed.on('error', breakOff);
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
