import { OperationsFailure } from './read-answer.ts';

/** Whether the operations service no longer knows who asks: the session has ended. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof OperationsFailure && error.status === 401;

/** Leads to the sign-in page, and from there back here. Does nothing on the server. */
export function toSignIn(): void {
  if (typeof window === 'undefined') return;
  const { pathname, search } = window.location;
  if (pathname === '/sign-in') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** The page to go to after signing in: one of this console, whatever the address says. */
export const pageAfter = (next: string | null): string =>
  next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : '/';
