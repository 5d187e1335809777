import { NOT_BLANK } from './blank.ts';
import { COMMAND_ID_PATTERN } from './command-id.ts';
import { IDENTIFIER_PATTERN } from './identifier.ts';
import { POSITION_PATTERN } from './position.ts';
import * as Type from './type.ts';

/** Schemas that several contracts share. */
export const Identifier = (description: string) =>
  Type.String({
    pattern: IDENTIFIER_PATTERN,
    description: `${description} 1 to 64 letters, digits, _ or -.`,
    examples: ['general'],
  });

/** Text that people write. JSON Schema counts code points, not UTF-16 units. */
export const Prose = (maxLength: number, description = '', examples?: readonly string[]) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: NOT_BLANK,
    description:
      `${description} Unicode text, not blank, of at most ${maxLength.toLocaleString('en')} code points.`.trim(),
    ...(examples ? { examples } : {}),
  });

export const Uuid = (description: string) =>
  Type.String({
    pattern: COMMAND_ID_PATTERN,
    description: `${description} A UUID.`,
    examples: ['0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa'],
  });

export const PositionToken = Type.String({
  pattern: POSITION_PATTERN,
  description: 'The event’s position in the log. Opaque: keep it, compare it for equality, send it back.',
  examples: ['1-2-48211'],
});

export const Timestamp = (description: string) =>
  Type.String({
    description: `${description} RFC 3339, UTC, milliseconds.`,
    examples: ['2026-11-23T03:04:11.482Z'],
  });

export const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
