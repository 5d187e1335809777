import { forwardToOperations } from '../forward.ts';

export const dynamic = 'force-dynamic';

// Next passes the request alone a second value: the path, which it has decoded in part.
const forward = (request: Request): Promise<Response> => forwardToOperations(request);

export { forward as DELETE, forward as GET, forward as PATCH, forward as POST, forward as PUT };
