import Fastify from 'fastify';
import { connect } from 'nats';
import { eventSubject } from '../adapters/jetstream/streams/stream-layout.ts';
import type { AcceptedCommand } from '../contracts/accepted-command.ts';
import { mintCommandId } from '../contracts/command-id.ts';
import { partitionOf } from '../contracts/partition.ts';
import { encodePosition } from '../contracts/position.ts';
import { sendMessage } from '../domain/chat/send-message/command.ts';
import { CALLER } from './requests.ts';

/*
 * The obvious implementation: a Fastify route with a schema, and the client's `js.publish`. The same validation, the
 * same event as JSON to the same streams with its message id, the same body in the 202. No API keys, no problem
 * documents, no retries, no logging.
 */
const [natsUrl, generation, partitions] = process.argv.slice(2) as [string, string, string];
const connection = await connect({ servers: natsUrl });
const js = connection.jetstream();
const encoder = new TextEncoder();
const app = Fastify({ bodyLimit: 786_432 });

app.route<{ Params: { channelId: string }; Body: { text: string } }>({
  method: sendMessage.route.method,
  url: sendMessage.route.path,
  schema: { params: sendMessage.parameters, body: sendMessage.body },
  handler: async (request, reply) => {
    const { channelId } = request.params;
    const partition = partitionOf(channelId, Number(partitions));
    const id = mintCommandId(Number(generation), partition);
    const acceptedAt = new Date().toISOString();
    const correlationId = crypto.randomUUID();
    const event = {
      specversion: '1.0',
      id,
      type: sendMessage.eventType,
      source: '/waybill/commands',
      subject: `channel/${channelId}`,
      time: acceptedAt,
      datacontenttype: 'application/json',
      correlationid: correlationId,
      actor: CALLER,
      data: { channelId, messageId: id, text: request.body.text },
    };
    const subject = eventSubject(Number(generation), partition, 'channel', channelId, 'message-sent');
    const ack = await js.publish(subject, encoder.encode(JSON.stringify(event)), { msgID: id });
    const position = encodePosition({ generation: Number(generation), partition, sequence: ack.seq });
    const status = `/v1/commands/${id}?position=${position}`;
    const body: AcceptedCommand = {
      commandId: id,
      correlationId,
      acceptedAt,
      position,
      status,
      resource: `/v1/channels/${channelId}/messages/${id}`,
    };
    return reply.code(202).header('location', status).header('retry-after', '1').send(body);
  },
});

const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit());
process.send?.({ type: 'ready', url });
