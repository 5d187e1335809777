import { type Decode, decodeOf, type TSchema } from '../../contracts/type.ts';

interface Parts {
  properties?: Record<string, TSchema>;
  required?: string[];
  items?: TSchema | TSchema[];
  anyOf?: TSchema[];
}

/** Keywords under which no codec is looked for. */
const OTHERS = ['allOf', 'patternProperties'] as const;

/**
 * Decodes validated input by the codecs of its schema; undefined if it has none. Of alternatives, objects with codecs are told
 * apart by their required members. Throws TypeError for a codec in any other place.
 */
export function decoderOf(schema: TSchema): Decode | undefined {
  const own = decodeOf(schema);
  if (own) return own;
  const { properties, items, anyOf } = schema as Parts;
  const others = OTHERS.flatMap((keyword) =>
    Object.values((schema as Record<string, object>)[keyword] ?? {}),
  );
  if ([...others, ...(Array.isArray(items) ? items : [])].some((part) => decoderOf(part as TSchema)))
    throw new TypeError('A codec can be a member of an object or an item of a list, and nothing else.');
  if (anyOf) return alternativesDecoder(anyOf);
  if (items && !Array.isArray(items)) return listDecoder(decoderOf(items));
  return properties && objectDecoder(properties);
}

const listDecoder = (decode: Decode | undefined): Decode | undefined =>
  decode && ((value) => (value as unknown[]).map((item) => decode(item)));

function objectDecoder(properties: Record<string, TSchema>): Decode | undefined {
  const decoders = Object.entries(properties).flatMap(([name, part]) => {
    const decode = decoderOf(part);
    return decode ? [[name, decode] as const] : [];
  });
  if (decoders.length === 0) return undefined;
  return (value) => {
    const decoded = { ...(value as Record<string, unknown>) };
    for (const [name, decode] of decoders)
      if (Object.hasOwn(decoded, name)) decoded[name] = decode(decoded[name]);
    return decoded;
  };
}

function alternativesDecoder(anyOf: readonly TSchema[]): Decode | undefined {
  const decoders = anyOf.flatMap((schema) => {
    const decode = decoderOf(schema);
    if (!decode) return [];
    const { required = [] } = schema as Parts;
    if (required.length === 0) throw new TypeError('An alternative with a codec needs a required member.');
    return [{ decode, required }];
  });
  if (decoders.length === 0) return undefined;
  return (value) => {
    const isObject = typeof value === 'object' && value !== null;
    const found = decoders.find(
      ({ required }) => isObject && required.every((name) => Object.hasOwn(value, name)),
    );
    return found ? found.decode(value) : value;
  };
}
