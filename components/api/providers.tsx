'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type ConsoleFacts, ConsoleFactsContext } from '../ui/environment/console-facts.ts';
import type { Preferences } from '../ui/preferences/preferences.ts';
import { PreferencesProvider } from '../ui/preferences/use-preferences.tsx';
import { LivenessProvider } from './live/liveness.tsx';
import { makeQueryClient } from './query-client.ts';

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
    <ConsoleFactsContext value={console}>
      <PreferencesProvider initial={preferences}>
        <QueryClientProvider client={client}>
          <LivenessProvider>{children}</LivenessProvider>
        </QueryClientProvider>
      </PreferencesProvider>
    </ConsoleFactsContext>
  );
}
