import { forwardToOperations, refuseMethod } from '../forward.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, context: { params: Promise<{ path: string[] }> }) {
  return await forwardToOperations(request, (await context.params).path);
}

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT };
