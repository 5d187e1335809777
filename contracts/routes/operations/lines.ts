import * as Type from '../../type.ts';

/** The media type of an export: one JSON value per line. */
export const LINES = 'application/x-ndjson';

export const lineHeaders = {
  'X-Total-Count': Type.Integer({ minimum: 0, description: 'The number of lines when the export begins.' }),
  'Content-Disposition': Type.String({ description: 'The name of the file.' }),
};
