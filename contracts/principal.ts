import Type from 'typebox';
import { PERMISSIONS, type Permission } from './permissions.ts';

export const PRINCIPAL_KINDS = ['person', 'api-key', 'process'] as const;

/**
 * Whoever sends a request, identified once and carried to commands, reads, actions and the audit log. The id is
 * the actor of the principal's events and actions.
 */
export interface Principal {
  id: string;
  kind: (typeof PRINCIPAL_KINDS)[number];
  /** Names of `ROLES`; they give the permissions. */
  roles: readonly string[];
  permissions: ReadonlySet<Permission>;
  /** What the principal may reach, as patterns; `*` is everything. */
  scopes: readonly string[];
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
    scopes: Type.Array(Type.String(), {
      description: 'Patterns of what the caller reaches; `*` is everything.',
    }),
    identifiedBy: Type.String({ description: 'How the caller was identified.', examples: ['operator-keys'] }),
  },
  { $id: 'Principal' },
);

export type PrincipalShown = Type.Static<typeof PrincipalShown>;
