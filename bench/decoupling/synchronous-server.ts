import cassandra from 'cassandra-driver';
import Fastify from 'fastify';
import { mintCommandId } from '../../contracts/command-id.ts';
import { sendMessage } from '../../domain/chat/send-message/command.ts';

/*
 * The design that Waybill replaces: a handler that writes the message to Cassandra, at LOCAL_QUORUM, before it answers.
 * Same route, schema and id; a prepared statement; the driver's defaults except quick reconnection.
 */
const [contactPoint, keyspace] = process.argv.slice(2) as [string, string];
const client = new cassandra.Client({
  contactPoints: [contactPoint],
  localDataCenter: 'datacenter1',
  protocolOptions: { port: Number(contactPoint.split(':')[1]) },
  // Reconnects as fast as the worker, since the bench compares the outage, not the recovery.
  policies: { reconnection: new cassandra.policies.reconnection.ConstantReconnectionPolicy(250) },
});
await client.execute(
  `CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
);
await client.execute(
  `CREATE TABLE IF NOT EXISTS ${keyspace}.messages (channel_id ascii, day int, message_id ascii, author text, text text, sent_at bigint, PRIMARY KEY ((channel_id, day), message_id)) WITH CLUSTERING ORDER BY (message_id DESC)`,
);
const insert = `INSERT INTO ${keyspace}.messages (channel_id, day, message_id, author, text, sent_at) VALUES (?, ?, ?, ?, ?, ?)`;
const consistency = cassandra.types.consistencies.localQuorum;

const app = Fastify({ bodyLimit: 786_432 });
app.route<{ Params: { channelId: string }; Body: { text: string } }>({
  method: sendMessage.route.method,
  url: sendMessage.route.path,
  schema: { params: sendMessage.parameters, body: sendMessage.body },
  handler: async (request, reply) => {
    const { channelId } = request.params;
    const now = Date.now();
    const id = mintCommandId(1, 0, now);
    const day = Math.floor(now / 86_400_000);
    const row = [channelId, day, id, 'bench', request.body.text, now];
    await client.execute(insert, row, { prepare: true, isIdempotent: true, consistency });
    // The write is already done, but the load generator counts only 202 as accepted.
    return reply.code(202).send({ messageId: id, sentAt: now });
  },
});

const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
process.send?.({ type: 'ready', url });
