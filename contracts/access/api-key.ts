import { SCOPE_NAMES, type Scope } from '../permissions.ts';
import { ActionRequestId, EXAMPLE_ID } from '../request-id.ts';
import { Identifier, Nullable, Prose, Timestamp } from '../schemas.ts';
import * as Type from '../type.ts';
import { CHANNEL_PATTERN } from './channel-pattern.ts';

/** The id of an API key: 16 hexadecimal digits. The key itself contains it as plain text. */
export const API_KEY_ID = '^[0-9a-f]{16}$';

const ChannelPattern = Type.String({
  pattern: CHANNEL_PATTERN,
  description: 'A channel’s id, or the beginning of ids followed by `*`.',
});

/** How many API keys there can be, revoked ones included: every gateway holds all in memory. */
export const MAX_API_KEYS = 10_000;

/** An API key as the bucket holds it. The key itself is stored nowhere. */
export interface ApiKeyRecord {
  keyId: string;
  /** The actor of everything done with the key. */
  name: string;
  scopes: Scope[];
  channels: string[];
  /** SHA-256 of the key, in hexadecimal digits. */
  digest: string;
  /** After a rotation: the previous key, and when it stops working (ISO 8601). */
  previous: { digest: string; until: string } | null;
  createdAt: string;
  createdBy: string;
  rotatedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

const API_KEY_STATES = ['active', 'expired', 'revoked'] as const;

export const ApiKey = Type.Object(
  {
    keyId: Type.String({ pattern: API_KEY_ID, description: 'Its id.', examples: ['8f3a61c09b24d75e'] }),
    name: Identifier('The actor of every command and action with the key.'),
    beginsWith: Type.String({
      description: 'How the key begins, to recognise it.',
      examples: ['wb_8f3a61c09b24d75e_'],
    }),
    state: Type.Enum([...API_KEY_STATES]),
    scopes: Type.Array(Type.Enum([...SCOPE_NAMES])),
    channels: Type.Array(Type.String()),
    createdAt: Timestamp('When it was made.'),
    createdBy: Type.String({ description: 'Who made it.' }),
    rotatedAt: Nullable(Timestamp('When it was rotated last.')),
    previousUntil: Nullable(Timestamp('After a rotation: when the previous key stops working.')),
    expiresAt: Nullable(Timestamp('When it expires; null if it never does.')),
    revokedAt: Nullable(Timestamp('When it was revoked.')),
  },
  { $id: 'ApiKey' },
);
export type ApiKey = Type.Static<typeof ApiKey>;

export const ApiKeyList = Type.Object(
  { keys: Type.Array(ApiKey, { description: 'Newest first, revoked and expired ones included.' }) },
  { $id: 'ApiKeyList' },
);
export type ApiKeyList = Type.Static<typeof ApiKeyList>;

/** The answer that shows a key, the only time. */
export const NewApiKey = Type.Object(
  {
    apiKey: ApiKey,
    key: Type.String({
      description:
        'The key: this is the only answer that shows it. Send it as `Authorization: Bearer <key>`.',
    }),
  },
  { $id: 'NewApiKey' },
);
export type NewApiKey = Type.Static<typeof NewApiKey>;

const reason = Type.Optional(Prose(1_000, 'Why.'));

export const CreateApiKey = Type.Object(
  {
    requestId: ActionRequestId,
    name: Identifier('The actor of every command and action with the key. No other active key may have it.'),
    scopes: Type.Array(Type.Enum([...SCOPE_NAMES]), {
      minItems: 1,
      maxItems: SCOPE_NAMES.length,
      uniqueItems: true,
    }),
    channels: Type.Optional(
      Type.Array(ChannelPattern, {
        minItems: 1,
        maxItems: 50,
        description: 'The channels within reach: ids, or beginnings of ids followed by `*`. Default: all.',
        examples: [['support-*']],
      }),
    ),
    expiresInDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3_650,
        description: 'After how many days it expires. Default: never.',
      }),
    ),
    reason,
  },
  {
    additionalProperties: false,
    $id: 'CreateApiKey',
    examples: [
      { requestId: EXAMPLE_ID, name: 'billing', scopes: ['commands:send', 'reads'], channels: ['support-*'] },
    ],
  },
);
export type CreateApiKey = Type.StaticDecode<typeof CreateApiKey>;

export const RotateApiKey = Type.Object(
  {
    requestId: ActionRequestId,
    overlapHours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 720,
        description: 'For how many hours the previous key stays valid. Default 24; 0 ends it at once.',
      }),
    ),
    reason,
  },
  {
    additionalProperties: false,
    $id: 'RotateApiKey',
    examples: [{ requestId: EXAMPLE_ID, overlapHours: 24 }],
  },
);
export type RotateApiKey = Type.StaticDecode<typeof RotateApiKey>;

export const RevokeApiKey = Type.Object(
  { requestId: ActionRequestId, reason },
  {
    additionalProperties: false,
    $id: 'RevokeApiKey',
    examples: [{ requestId: EXAMPLE_ID, reason: 'It was in a log.' }],
  },
);
export type RevokeApiKey = Type.StaticDecode<typeof RevokeApiKey>;
