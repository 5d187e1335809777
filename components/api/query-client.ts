import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, toSignIn } from './sign-in-again.ts';

/** One per request on the server, one per tab in the browser. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && toSignIn() }),
    defaultOptions: {
      queries: {
        // No retries: polling reads again anyway, and the page must say at once that it is not live.
        retry: false,
        // The console is on loopback, so it works without a network.
        networkMode: 'always',
        // Data that the server or another page has just read is not read again at once; the next poll is soon enough.
        staleTime: 2_000,
      },
    },
  });
}
