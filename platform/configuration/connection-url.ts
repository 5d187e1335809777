/** A URL that names a connection, in its parts; user name and password are decoded. */
export interface ConnectionUrl {
  /** In lower case, without the colon. */
  scheme: string;
  /** Null where the URL has none. */
  user: string | null;
  /** Null where the URL has none: `user@` is not `user:@`. */
  password: string | null;
  /** Without the brackets of an IPv6 address. */
  host: string;
  /** Null where the URL has none. */
  port: number | null;
  /** Path, query and fragment as written; empty where there is none. */
  rest: string;
  /** The URL without user name and password: fit to be shown. */
  shown: string;
}

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i;
const HOST = /^(\[[0-9a-f:.]+\]|[^\s:@[\]%\\<>"^`{|}]+)(?::([0-9]{1,5}))?$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\u0000-\u0020\u007f]/;

/** The parts of a URL, or why it can't be used: words that follow a setting's name and quote nothing of the URL. */
export function parseConnectionUrl(text: string): ConnectionUrl | string {
  if (UNSAFE.test(text)) return 'contains a space or a control character';
  const [, scheme = '', authority = '', rest = ''] = SHAPE.exec(text) ?? [];
  if (scheme === '') return 'is not a URL such as scheme://host:port';
  const at = authority.lastIndexOf('@');
  const login = at < 0 ? null : loginOf(authority.slice(0, at));
  if (typeof login === 'string') return login;
  const [, bracketed = '', port] = HOST.exec(authority.slice(at + 1)) ?? [];
  const host = URL.parse(`http://${bracketed}`)?.hostname ?? '';
  if (bracketed === '' || host === '' || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535)
    return 'has no valid host and port (in a user name or password, write / as %2F, ? as %3F, # as %23 and , as %2C)';
  return {
    scheme: scheme.toLowerCase(),
    user: login?.user ?? null,
    password: login?.password ?? null,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: port === undefined ? null : Number(port),
    rest,
    shown: `${scheme.toLowerCase()}://${host}${port === undefined ? '' : `:${port}`}${rest}`,
  };
}

function loginOf(userInfo: string): { user: string; password: string | null } | string {
  const colon = userInfo.indexOf(':');
  try {
    return colon < 0
      ? { user: decodeURIComponent(userInfo), password: null }
      : {
          user: decodeURIComponent(userInfo.slice(0, colon)),
          password: decodeURIComponent(userInfo.slice(colon + 1)),
        };
  } catch {
    return 'has a % in its user name or password that begins no percent-encoding (write % as %25)';
  }
}

/** Why a text is not an http or https URL; undefined where it is one. */
export function whyNoHttpUrl(text: string): string | undefined {
  const url = parseConnectionUrl(text);
  if (typeof url === 'string') return url;
  if (!/^https?$/.test(url.scheme)) return 'is not an http or https URL';
  return URL.canParse(url.shown) ? undefined : 'is not a URL that can be called';
}

/** As `whyNoHttpUrl`, of an origin: scheme, host and port, and nothing else. People and pages see origins. */
export function whyNoOrigin(text: string): string | undefined {
  const url = parseConnectionUrl(text);
  if (typeof url === 'string') return url;
  if (!/^https?$/.test(url.scheme) || url.rest !== '') return 'is not an http or https origin';
  return url.user === null ? undefined : 'has a user name or password, which everybody would see';
}

const LOOPBACK = /^(?:localhost|127\.[0-9.]+|::1)$/i;

/** As `whyNoHttpUrl`, of a URL whose answers decide who gets in: without login, and encrypted beyond this machine. */
export function whyNoIssuer(text: string): string | undefined {
  const url = parseConnectionUrl(text);
  if (typeof url === 'string') return url;
  if (url.user !== null) return 'has a user name or password';
  if (url.scheme === 'http' && !LOOPBACK.test(url.host)) return 'is not encrypted';
  return whyNoHttpUrl(text);
}
