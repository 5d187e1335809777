import { hash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { CHANNEL_PATTERN } from '../../../contracts/access/channel-pattern.ts';
import { SCOPE_NAMES, type Scope } from '../../../contracts/permissions.ts';
import type { Principal } from '../../../contracts/principal.ts';
import { permissionsOf } from '../../../domain/identity/permissions-of.ts';
import type { IssuerKeys } from '../../access/issuer-keys.ts';
import { ProblemError } from '../problem-error.ts';
import { bearerOf } from './bearer-of.ts';
import type { Identifier } from './identifier.ts';
import { invalidToken } from './invalid-token.ts';

interface TokenOptions {
  issuer: string;
  audience: string;
  algorithms: readonly string[];
  callerClaim: string;
  scopeClaim: string;
  channelsClaim: string;
  clockToleranceS: number;
}

/** Three parts of base64url, with a header that begins as JSON does. */
const TOKEN = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;
const CALLER = /^[A-Za-z0-9_.:@|-]{1,128}$/;
const CHANNEL = new RegExp(CHANNEL_PATTERN);
/** How many tokens are remembered as verified, so that each is verified once. */
const MAX_REMEMBERED = 10_000;

interface Verified {
  principal: Principal;
  /** Unix ms. */
  until: number;
  readings: number;
}

/**
 * Identifies programs by JSON Web Tokens of one issuer (RFC 7519, RFC 8725): issuer, audience, algorithm and times are checked, and
 * the key is one of the issuer's, whatever the token's header says. Throws ProblemError: 401 for a token that is not
 * valid, 503 if the issuer's keys were never read, or lack the
 * token's key and can't be read.
 */
export function identifyByToken(
  keys: Pick<IssuerKeys, 'resolve' | 'readings'>,
  options: TokenOptions,
): Identifier {
  const checks: JWTVerifyOptions = {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: [...options.algorithms],
    clockTolerance: options.clockToleranceS,
    requiredClaims: ['exp', options.callerClaim],
  };
  const remembered = new Map<string, Verified>();
  const verify = async (token: string, digest: string): Promise<Principal> => {
    const { payload } = await jwtVerify(token, keys.resolve, checks).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const principal = principalOf(payload, options);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const until = (payload.exp! + options.clockToleranceS) * 1_000;
    remembered.set(digest, { principal, until, readings: keys.readings });
    return principal;
  };
  return ({ headers: { authorization } }) => {
    const token = bearerOf(authorization);
    if (token === undefined || !TOKEN.test(token)) return undefined;
    const digest = hash('sha256', token);
    const known = remembered.get(digest);
    if (known && known.until > Date.now() && known.readings === keys.readings) return known.principal;
    return verify(token, digest);
  };
}

function principalOf(payload: JWTPayload, options: TokenOptions): Principal {
  const caller = payload[options.callerClaim];
  if (typeof caller !== 'string' || !CALLER.test(caller))
    throw invalidToken(
      `The token’s claim ${options.callerClaim} names no caller: it must be 1 to 128 letters, digits or _ . : @ | -.`,
    );
  const scopes = scopesOf(payload[options.scopeClaim]);
  return {
    id: caller,
    kind: 'api-key',
    roles: [],
    scopes,
    permissions: permissionsOf({ scopes }),
    channels: channelsOf(payload[options.channelsClaim]),
    identifiedBy: options.issuer,
  };
}

function scopesOf(claim: unknown): Scope[] {
  const given = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return SCOPE_NAMES.filter((scope) => given.includes(scope));
}

/** A claim of another form gives access to no channel: a malformed limit must not give access to all. */
function channelsOf(claim: unknown): string[] {
  if (claim === undefined) return ['*'];
  const given = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return given.filter((pattern): pattern is string => typeof pattern === 'string' && CHANNEL.test(pattern));
}

/** The refusal, in words that tell the client what to do. Anything that is not the token's fault is 503. */
function refusalOf(error: unknown): ProblemError {
  if (error instanceof errors.JWTExpired)
    return invalidToken('The token has expired. Get a new one from the issuer.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalidToken(`The token’s claim ${error.claim} is not what this API requires.`);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalidToken('The token is signed by an algorithm that this API does not take.');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return invalidToken('The token is signed by a key that is not the issuer’s.');
  if (!(error instanceof errors.JOSEError))
    return new ProblemError('unavailable', 'The issuer’s keys cannot be read. Try again in a second.', {
      headers: { 'retry-after': '1' },
    });
  return invalidToken('The token is not valid: its form or its signature is wrong.');
}
