'use client';

import { createContext, useContext } from 'react';

/** Facts of the server that the browser needs. */
export interface ConsoleFacts {
  environmentName: string;
  /** The origin at which clients reach the API. */
  gatewayUrl: string;
}

export const ConsoleFactsContext = createContext<ConsoleFacts | null>(null);

export function useConsoleFacts(): ConsoleFacts {
  const facts = useContext(ConsoleFactsContext);
  if (facts === null) throw new Error('useConsoleFacts needs Providers above it.');
  return facts;
}
