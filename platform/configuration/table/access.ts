import { whyNoIssuer } from '../connection-url.ts';
import type { Setting } from '../setting.ts';

const ALGORITHM = '(?:RS|PS|ES)(?:256|384|512)|EdDSA';

/** How people sign in, and tokens of the organisation's issuer. */
export const accessSettings = {
  consoleSignIn: {
    kind: 'text',
    variable: 'WAYBILL_CONSOLE_SIGN_IN',
    default: 'on',
    pattern: /^(on|off)$/,
    form: '"on" or "off"',
    meaning:
      'Whether people sign in to the console. With "off", whoever can open it acts by the first operator key; it still answers on loopback names only.',
  },
  sessionIdleMinutes: {
    kind: 'number',
    variable: 'WAYBILL_SESSION_IDLE_MINUTES',
    default: 480,
    min: 10,
    max: 43_200,
    unit: 'count',
    meaning: 'After how many minutes without use a session ends.',
  },
  sessionMaxHours: {
    kind: 'number',
    variable: 'WAYBILL_SESSION_MAX_HOURS',
    default: 72,
    min: 1,
    max: 2_160,
    unit: 'count',
    meaning: 'After how many hours a session ends, however much it is used.',
  },
  clientAddressHeader: {
    kind: 'text',
    variable: 'WAYBILL_CLIENT_ADDRESS_HEADER',
    default: '',
    pattern: /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
    form: 'the name of a header',
    meaning:
      'The header in which the proxy before the console writes the browser’s address, and that no browser can set through it. Failed sign-ins are then limited for each address too, not only for each account.',
  },
  jwtIssuer: {
    kind: 'text',
    variable: 'WAYBILL_JWT_ISSUER',
    default: '',
    form: 'an https URL, or an http URL on loopback, without user and password',
    check: whyNoIssuer,
    meaning:
      'The issuer whose JSON Web Tokens the API takes as bearer tokens, exactly as in their claim `iss`. If empty, the API takes none.',
  },
  jwtAudience: {
    kind: 'text',
    variable: 'WAYBILL_JWT_AUDIENCE',
    default: '',
    meaning: 'The audience that a token must name in `aud`. WAYBILL_JWT_ISSUER requires it.',
  },
  jwtKeysUrl: {
    kind: 'text',
    variable: 'WAYBILL_JWT_KEYS_URL',
    default: '',
    form: 'an https URL, or an http URL on loopback, without user and password',
    check: whyNoIssuer,
    meaning:
      'Where the issuer’s public keys are (a JWK Set). If empty, `jwks_uri` of the issuer’s `/.well-known/openid-configuration`.',
  },
  jwtAlgorithms: {
    kind: 'text',
    variable: 'WAYBILL_JWT_ALGORITHMS',
    default: 'RS256,PS256,ES256,EdDSA',
    pattern: new RegExp(`^(?:${ALGORITHM})(?:,(?:${ALGORITHM}))*$`),
    form: 'names of asymmetric algorithms such as RS256, separated by commas',
    meaning: 'The algorithms that a token may be signed by.',
  },
  jwtCallerClaim: {
    kind: 'text',
    variable: 'WAYBILL_JWT_CALLER_CLAIM',
    default: 'sub',
    pattern: /^[A-Za-z0-9_:/.-]{1,128}$/,
    form: 'the name of a claim',
    meaning:
      'The claim that names the caller: 1 to 128 letters, digits or _ . : @ | -. A token and an API key that name the same caller act as one.',
  },
  jwtScopeClaim: {
    kind: 'text',
    variable: 'WAYBILL_JWT_SCOPE_CLAIM',
    default: 'scope',
    pattern: /^[A-Za-z0-9_:/.-]{1,128}$/,
    form: 'the name of a claim',
    meaning:
      'The claim that holds the scopes, as text with spaces between or as a list. Scopes that Waybill does not know have no effect.',
  },
  jwtChannelsClaim: {
    kind: 'text',
    variable: 'WAYBILL_JWT_CHANNELS_CLAIM',
    default: 'waybill_channels',
    pattern: /^[A-Za-z0-9_:/.-]{1,128}$/,
    form: 'the name of a claim',
    meaning:
      'The claim that holds the channels within reach: ids, or beginnings of ids followed by `*`. A token without it reaches all.',
  },
  jwtClockToleranceS: {
    kind: 'number',
    variable: 'WAYBILL_JWT_CLOCK_TOLERANCE_S',
    default: 30,
    min: 0,
    max: 300,
    unit: 's',
    meaning: 'How far the issuer’s clock may differ when `exp` and `nbf` are checked.',
  },
  jwtKeysRefreshMs: {
    kind: 'number',
    variable: 'WAYBILL_JWT_KEYS_REFRESH_MS',
    default: 300_000,
    min: 100,
    max: 86_400_000,
    unit: 'ms',
    meaning:
      'How often the issuer’s keys are read again, and so how long a key that it withdrew is still trusted. While the issuer can’t be reached, the keys last read stay in force.',
  },
  jwtKeysTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_JWT_KEYS_TIMEOUT_MS',
    default: 5_000,
    min: 50,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long reading the issuer’s keys may take.',
  },
} as const satisfies Record<string, Setting>;
