'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { Preferences } from '../ui/preferences/preferences.ts';
import { PreferencesProvider } from '../ui/preferences/use-preferences.tsx';
import { LivenessProvider } from './live/liveness.tsx';
import { makeQueryClient } from './query-client.ts';

/** What the server knows and the browser needs to be told. */
export interface ConsoleFacts {
  environmentName: string;
  /** The origin at which clients reach the API. */
  gatewayUrl: string;
}

const Facts = createContext<ConsoleFacts | null>(null);

export function useConsoleFacts(): ConsoleFacts {
  const facts = useContext(Facts);
  if (facts === null) throw new Error('useConsoleFacts needs Providers above it.');
  return facts;
}

export function Providers({
  preferences,
  console,
  children,
}: {
  preferences: Preferences;
  console: ConsoleFacts;
  children: ReactNode;
}) {
  const [client] = useState(makeQueryClient);
  return (
    <Facts value={console}>
      <PreferencesProvider initial={preferences}>
        <QueryClientProvider client={client}>
          <LivenessProvider>{children}</LivenessProvider>
        </QueryClientProvider>
      </PreferencesProvider>
    </Facts>
  );
}
