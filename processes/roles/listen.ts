import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { BadSetting } from '../../platform/configuration/setting.ts';

/**
 * Listens. Resolves to the URL, which has the real port if `port` is 0. Throws BadSetting if the address can't be used.
 */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  variable: string,
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new BadSetting(
        `Port ${port} is in use. Stop the program that listens there, or choose another port with ${variable}.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES') {
      throw new BadSetting(`Can't listen on ${host}:${port} (${code}). See ${variable}.`);
    }
    throw error;
  }
  const address = app.server.address() as AddressInfo;
  const isAny = address.address === '0.0.0.0' || address.address === '::';
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${isAny ? '127.0.0.1' : name}:${address.port}`;
}
