import type { CommandSummary } from '../../../contracts/command-detail.ts';
import { cutId } from '../format/cut-id.ts';
import { Inert } from './inert.tsx';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** The declared search fields in one line: free text in quotes, ids cut, the rest as it is. */
export function Fields({ fields, className = '' }: { fields: CommandSummary['fields']; className?: string }) {
  return (
    <span className={className}>
      {fields.map(({ name, value }, index) => (
        <span key={name} title={name}>
          {index > 0 && ' · '}
          {name === 'text' ? (
            <>
              “<Inert text={value} />”
            </>
          ) : (
            <Inert text={ID.test(value) ? cutId(value) : value} />
          )}
        </span>
      ))}
    </span>
  );
}
