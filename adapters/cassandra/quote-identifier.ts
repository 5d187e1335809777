/** A lower-case name as CQL takes it also where it is one of CQL's own words, such as `order` or `batch`. */
export const quoteIdentifier = (name: string): string => `"${name}"`;
