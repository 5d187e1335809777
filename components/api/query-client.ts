import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, toSignIn } from './sign-in-again.ts';

/** One a request on the server, one a tab in the browser. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && toSignIn() }),
    defaultOptions: {
      queries: {
        // Polling asks again anyway, and the page must say at once that it is not live.
        retry: false,
        // The console is on loopback: it is there also when the machine has no network.
        networkMode: 'always',
        // What the server's render read, or another page a moment ago, is not read again at once: polling does soon enough.
        staleTime: 2_000,
      },
    },
  });
}
