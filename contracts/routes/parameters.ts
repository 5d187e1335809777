import { COMMAND_ID_PATTERN } from '../command-id.ts';
import { encodeInstant, parseInstant } from '../instant.ts';
import { decodePosition, encodePosition, type Position } from '../position.ts';
import * as Type from '../type.ts';

/**
 * Schemas of values that paths, queries and bodies carry as text. Each is a codec: clients write the text, handlers get the
 * value. The formats are those that a service's validator knows (`server/http/formats.ts`).
 */

/** A time; handlers get Unix ms. */
export const Instant = (description: string) =>
  Type.Codec(
    Type.String({
      format: 'instant',
      description: `${description} A date, or an RFC 3339 time.`,
      examples: ['2026-11-23T03:04:11.482Z'],
    }),
  )
    .Decode((text) => parseInstant(text) ?? Number.NaN)
    .Encode(encodeInstant);

/** The id of a command, an event, a message or a request, in either case; handlers get it in lower case. */
export const UuidParameter = (description: string) =>
  Type.Codec(
    Type.String({
      pattern: COMMAND_ID_PATTERN,
      description: `${description} A UUID.`,
      examples: ['0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa'],
    }),
  )
    .Decode((text) => text.toLowerCase())
    .Encode((id) => id);

/** A position as answers hold it; handlers get its parts. */
export const PositionParameter = (description: string) =>
  Type.Codec(Type.String({ format: 'position', description, examples: ['1-2-48211'] }))
    .Decode((text) => decodePosition(text) as Position)
    .Encode(encodePosition);

/** The size of a page by default. */
export const DEFAULT_PAGE = 50;

/** The size of a page. The handler applies the default. */
export const PageLimit = (most: number, byDefault = DEFAULT_PAGE) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: most,
      description: `How many entries, at most ${most}. Default ${byDefault}.`,
      examples: [byDefault],
    }),
  );

export const PageCursor = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z0-9_-]{1,1024}$',
    description: '`next` of the previous page. Opaque; valid as long as the list is.',
  }),
);

/** Exact search text. */
export const Word = (description: string, maxLength = 256) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));

/** One projection; the service answers 400 for an unknown one. */
export const ProjectionParameter = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^[a-z][a-z0-9-]{0,63}$',
      description: `${description} By its name.`,
      examples: ['history'],
    }),
  );

/** One or several of these, separated by commas. */
export const SomeOf = <const Value extends string>(values: readonly Value[], description: string) =>
  Type.Optional(
    Type.Array(Type.Enum([...values]), {
      minItems: 1,
      maxItems: values.length,
      uniqueItems: true,
      description: `${description} Several are separated by commas.`,
    }),
  );

/** A number of seconds in a header. */
export const Seconds = (description: string) => Type.Integer({ minimum: 0, description, examples: [1] });

/** A path of this API in a header. */
export const PathHeader = (description: string) => Type.String({ pattern: '^/', description });
