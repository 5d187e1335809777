'use client';

import { Drawer } from '../../ui/drawer/drawer.tsx';
import { type ConsumerName, consumerTitle } from '../../ui/format/consumer-name.ts';
import { ConsumerView } from './consumer-view.tsx';
import { useConsumer } from './use-consumer.ts';

/** A consumer beside the list. */
export function ConsumerDrawer({ of, href, close }: { of: ConsumerName; href: string; close(): void }) {
  const query = useConsumer(of);
  const name = consumerTitle({ ...of, projection: query.data?.consumer.projection ?? null });
  return (
    <Drawer name={name} noun="consumer" href={href} close={close}>
      <h2 className="mb-4 text-title">{name}</h2>
      <ConsumerView query={query} layout="drawer" />
    </Drawer>
  );
}
