import type { NatsLogin, NatsServerAddress, NatsTarget } from '../../contracts/ports/nats-target.ts';
import { type ConnectionUrl, parseConnectionUrl } from './connection-url.ts';

/** The settings that say where the log is, and who Waybill is there; named as those of the nats CLI. */
export interface NatsSettings {
  natsUrl: string;
  natsUser: string;
  natsPassword: string;
  natsToken: string;
  natsCreds: string;
  natsNkey: string;
  natsCa: string;
  natsCert: string;
  natsKey: string;
  natsTlsFirst: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { nats: 4222, tls: 4222, ws: 80, wss: 443 };
const NONE: NatsLogin = { kind: 'none' };

/** The URLs of a list as the clients of NATS read it: spaces around them and empty ones don't count, `nats://` may be left out. */
const urlsIn = (list: string): string[] =>
  list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => (text.includes('://') ? text : `nats://${text}`));

/** Why a list of servers can't be used; undefined where it can. The words quote nothing of the list: it may hold a password. */
export function whyNoNatsUrl(list: string): string | undefined {
  const urls = urlsIn(list).map(parseConnectionUrl);
  const bad = urls.find((url) => typeof url === 'string');
  if (bad !== undefined) return bad;
  const schemes = (urls as ConnectionUrl[]).map(({ scheme }) => scheme);
  const webSockets = schemes.filter((scheme) => scheme === 'ws' || scheme === 'wss').length;
  if (schemes.length === 0) return 'names no server';
  if (!schemes.every((scheme) => Object.hasOwn(DEFAULT_PORTS, scheme)))
    return `has a scheme that is not nats, tls, ws or wss`;
  if (webSockets > 0 && webSockets < schemes.length) return 'names servers with and without WebSocket';
  const hasRest = (urls as ConnectionUrl[]).some(({ scheme, rest }) =>
    scheme === 'ws' || scheme === 'wss' ? rest.includes('#') : rest !== '' && rest !== '/',
  );
  return hasRest ? 'has a path, a query or a # behind a server' : undefined;
}

/** Where the log of these settings is. They have been checked by `whyNoNatsUrl`. */
export function natsTargetOf(settings: Pick<NatsSettings, 'natsUrl'> & Partial<NatsSettings>): NatsTarget {
  const { natsUser = '', natsPassword = '', natsToken = '', natsCa = '', natsCert = '' } = settings;
  const urls = urlsIn(settings.natsUrl)
    .map(parseConnectionUrl)
    .filter((url) => typeof url !== 'string');
  const first = settings.natsTlsFirst === 'on';
  const asked = urls.some(({ scheme }) => scheme === 'tls' || scheme === 'wss');
  return {
    servers: urls.map(addressOf),
    transport: urls.some(({ scheme }) => scheme.startsWith('ws')) ? 'websocket' : 'tcp',
    login: natsToken === '' ? loginOf(natsUser, natsPassword) : { kind: 'token', token: natsToken },
    credentialsFile: settings.natsCreds ?? '',
    nkey: settings.natsNkey ?? '',
    tls: {
      required: asked || first || natsCa !== '' || natsCert !== '',
      first,
      caFile: natsCa,
      certificateFile: natsCert,
      keyFile: settings.natsKey ?? '',
    },
  };
}

const addressOf = ({ scheme, host, port, rest, user, password }: ConnectionUrl): NatsServerAddress => ({
  host,
  port: port ?? DEFAULT_PORTS[scheme]!,
  path: scheme.startsWith('ws') && rest !== '' ? rest.replace(/^(?!\/)/, '/') : '/',
  login: user === null ? NONE : password === null ? loginOf(user, '') : { kind: 'password', user, password },
});

/** A user without a password is a token. */
function loginOf(user: string, password: string): NatsLogin {
  if (user === '') return NONE;
  return password === '' ? { kind: 'token', token: user } : { kind: 'password', user, password };
}

/** The list without user names, passwords and tokens. */
export const shownNatsUrl = (list: string): string =>
  urlsIn(list)
    .map(parseConnectionUrl)
    .map((url) => (typeof url === 'string' ? '(not a URL)' : url.shown))
    .join(',');
