import type { AcceptedCommand } from '../../contracts/accepted-command.ts';
import type { Scene } from './scene.ts';

/** The faulty worker recognizes messages by their first word. */
const refused = [
  ['support', 'throw the old export away, Northwind has the new one'],
  ['deploys', 'throw one more canary at it before noon'],
  ['lunch', 'throw in two falafel for me, please'],
  ['general', 'throw your ideas for the offsite into the wiki'],
  ['support', 'throw the cache away, then it loads'],
  ['design-review', 'throw out version A, B reads better'],
  ['deploys', 'throw the switch at 14:00?'],
  ['general', 'throw nothing away yet, finance wants the old chairs'],
  ['support', 'throw a ticket my way if it comes back'],
  ['lunch', 'throw a coin: ramen or pizza'],
  ['deploys', 'throw more memory at the importer, it is swapping'],
  ['general', 'throw the windows open, the paint still smells'],
] as const;
const neverTaken = [
  ['lunch', 'poison ivy behind the picnic tables, mind your ankles'],
  ['general', 'poison pill in the contract? Legal looks at it on Monday'],
  ['support', 'poison messages again in the queue of Contoso'],
] as const;

/**
 * Sends messages that the faulty worker refuses; the first has a given correlation id. Returns the commands' ids in the
 * order sent.
 */
export async function sendRefusedMessages(scene: Scene, correlationId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, [channel, text]] of [...refused, ...neverTaken].entries()) {
    const { commandId } = await send(scene, index, channel, text, index === 0 ? correlationId : undefined);
    ids.push(commandId);
  }
  return ids;
}

/** Sends three messages with one correlation id. */
export async function sendCorrelatedMessages(scene: Scene, correlationId: string): Promise<void> {
  for (const text of [
    'rollback of the importer begins',
    'two errors from billing while it restarted',
    'all green again, thanks everyone',
  ])
    await send(scene, 0, 'deploys', text, correlationId);
}

async function send(
  { waybill, keys }: Scene,
  index: number,
  channel: string,
  text: string,
  correlationId?: string,
): Promise<AcceptedCommand> {
  const path = `/v1/channels/${channel}/messages`;
  const answer = await fetch(waybill.gateway + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keys[index % keys.length]?.key}`,
      'content-type': 'application/json',
      ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
    },
    body: JSON.stringify({ text }),
  });
  if (answer.status !== 202) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as AcceptedCommand;
}
