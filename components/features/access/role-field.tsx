'use client';

import { ROLE_NAMES, type Role } from '../../../contracts/permissions.ts';
import { roleWords } from './role-words.ts';

/** One role of the three, each with what it may do. */
export function RoleField({ role, choose }: { role: Role; choose(role: Role): void }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-ink-2 text-small">Role</legend>
      {ROLE_NAMES.map((each) => (
        <label key={each} className="flex min-h-6 items-start gap-2 pointer-coarse:min-h-11">
          <input
            type="radio"
            name="role"
            className="mt-0.75 shrink-0"
            checked={each === role}
            onChange={() => choose(each)}
          />
          <span>
            {each} <span className="text-ink-2">{roleWords[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
