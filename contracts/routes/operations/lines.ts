/** The media type of an export: one JSON value a line. */
export const LINES = 'application/x-ndjson';

export const lineHeaders = {
  'X-Total-Count': 'How many lines there are as the export begins.',
  'Content-Disposition': 'The name of the file.',
};
