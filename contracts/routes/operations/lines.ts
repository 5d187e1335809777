/** The media type of an export: one JSON value per line. */
export const LINES = 'application/x-ndjson';

export const lineHeaders = {
  'X-Total-Count': 'The number of lines when the export begins.',
  'Content-Disposition': 'The name of the file.',
};
