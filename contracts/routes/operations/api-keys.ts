import {
  API_KEY_ID,
  ApiKey,
  ApiKeyList,
  CreateApiKey,
  NewApiKey,
  RevokeApiKey,
  RotateApiKey,
} from '../../access/api-key.ts';
import * as Type from '../../type.ts';
import { defineRoutes } from '../route.ts';

const params = Type.Object({
  keyId: Type.String({
    pattern: API_KEY_ID,
    description: 'The key’s id: 16 hexadecimal digits.',
    examples: ['8f3a61c09b24d75e'],
  }),
});
const SHOWN_ONCE =
  'The answer shows the key, this once. If it is lost, rotate the key: sending the request again does not show it.';

/** API keys of programs. */
export const apiKeyRoutes = defineRoutes({
  'list-api-keys': {
    method: 'GET',
    path: '/ops/v1/api-keys',
    summary: 'List API keys',
    description: 'Every API key, also revoked and expired ones. Keys in the settings are not among them.',
    permission: 'access:read',
    answers: { 200: { description: 'The keys.', schema: ApiKeyList } },
  },
  'create-api-key': {
    method: 'POST',
    path: '/ops/v1/api-keys',
    summary: 'Create an API key',
    description: SHOWN_ONCE,
    permission: 'access:manage',
    changes: true,
    body: CreateApiKey,
    answers: { 201: { description: 'The key.', schema: NewApiKey } },
    problems: ['acted-before', 'request-id-reused', 'outcome-unknown'],
  },
  'rotate-api-key': {
    method: 'POST',
    path: '/ops/v1/api-keys/:keyId/rotate',
    summary: 'Rotate an API key',
    description: `A new key takes the place of the present one, which stays valid for a while. ${SHOWN_ONCE}`,
    permission: 'access:manage',
    changes: true,
    params,
    body: RotateApiKey,
    answers: { 200: { description: 'The new key.', schema: NewApiKey } },
    problems: ['api-key-unknown', 'acted-before', 'request-id-reused', 'outcome-unknown'],
  },
  'revoke-api-key': {
    method: 'POST',
    path: '/ops/v1/api-keys/:keyId/revoke',
    summary: 'Revoke an API key',
    description: 'Every gateway refuses it within a second, for good.',
    permission: 'access:manage',
    changes: true,
    params,
    body: RevokeApiKey,
    answers: { 200: { description: 'The key.', schema: ApiKey } },
    problems: ['api-key-unknown', 'acted-before', 'request-id-reused', 'outcome-unknown'],
  },
});
