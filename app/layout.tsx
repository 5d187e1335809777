import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Providers } from '../components/api/providers.tsx';
import { inter, jetbrainsMono } from './fonts.ts';
import './globals.css';
import { consoleSettings } from './server/console-settings.ts';
import { readPreferences } from './server/preferences.ts';

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const name = `${consoleSettings().environmentName} · Waybill`;
  return {
    title: { template: `%s · ${name}`, default: name },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const { environmentName, gatewayUrl } = consoleSettings();
  const preferences = await readPreferences();
  return (
    <html
      lang="en"
      data-theme={preferences.theme === 'system' ? undefined : preferences.theme}
      data-density={preferences.density}
      className={`${inter.variable} ${jetbrainsMono.variable}`}
    >
      <body>
        <Providers preferences={preferences} console={{ environmentName, gatewayUrl }}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
