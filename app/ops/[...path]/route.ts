import { forwardToOperations } from '../forward.ts';

export const dynamic = 'force-dynamic';

// Next also passes the path, partly decoded; only the request is used.
const forward = (request: Request): Promise<Response> => forwardToOperations(request);

export { forward as DELETE, forward as GET, forward as PATCH, forward as POST, forward as PUT };
