import { forwardToOperations, refuseMethod } from '../forward.ts';

export const dynamic = 'force-dynamic';

async function forward(request: Request, context: { params: Promise<{ path: string[] }> }) {
  return await forwardToOperations(request, (await context.params).path);
}

export {
  forward as GET,
  forward as POST,
  refuseMethod as DELETE,
  refuseMethod as PATCH,
  refuseMethod as PUT,
};
