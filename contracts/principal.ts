import { PERMISSIONS, type Permission } from './permissions.ts';
import * as Type from './type.ts';

const PRINCIPAL_KINDS = ['person', 'api-key', 'process'] as const;

/**
 * Whoever sends a request, identified once and carried to commands, reads, actions and the audit log. The id is
 * the actor of the principal's events and actions.
 */
export interface Principal {
  id: string;
  kind: (typeof PRINCIPAL_KINDS)[number];
  /** The roles of a person (`domain/identity/roles.ts`); empty for programs. */
  roles: readonly string[];
  /** The scopes of a program's key or token (`domain/identity/scopes.ts`); empty for people. */
  scopes: readonly string[];
  /** All that the roles and scopes permit. */
  permissions: ReadonlySet<Permission>;
  /** The channels within reach, as patterns: an id, or its beginning followed by `*`. */
  channels: readonly string[];
  /** The identifier that recognised the principal, such as `api-keys`. */
  identifiedBy: string;
}

/** `GET /ops/v1/me`: the caller, as the audit log names them. */
export const PrincipalShown = Type.Object(
  {
    id: Type.String({ description: 'The actor of every action that the caller takes.', examples: ['olga'] }),
    kind: Type.Enum([...PRINCIPAL_KINDS]),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.Enum(Object.keys(PERMISSIONS) as Permission[])),
    scopes: Type.Array(Type.String()),
    channels: Type.Array(Type.String(), {
      description: 'The channels within reach: ids, or beginnings of ids followed by `*`.',
    }),
    identifiedBy: Type.String({ description: 'How the caller was identified.', examples: ['operator-keys'] }),
  },
  { $id: 'Principal' },
);

export type PrincipalShown = Type.Static<typeof PrincipalShown>;
