/** Quotes a lower-case name, so that CQL also accepts its own keywords, such as `order` or `batch`. */
export const quoteIdentifier = (name: string): string => `"${name}"`;
