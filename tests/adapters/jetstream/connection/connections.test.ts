import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AckInbox } from '../../../../adapters/jetstream/connection/ack-inbox.ts';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../../../adapters/jetstream/connection/encode-headers.ts';
import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import { readSettings } from '../../../../platform/configuration/settings.ts';
import { openLink } from '../../../../processes/roles/open-link.ts';
import { withoutOpenssl } from '../../../engines/certificates.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { freePort } from '../../../engines/free-port.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { type GuardedServers, PASSWORD, startGuardedServers, TOKEN } from './guarded-servers.ts';

const skip = natsServerBinary() ? withoutOpenssl : 'no nats-server';
const encoded = encodeURIComponent(PASSWORD);

type Environment = Record<string, string>;

/** `up`, or what the link says of why it is not. */
interface Case {
  what: string;
  with: (servers: GuardedServers) => Environment;
  expect: 'up' | RegExp;
}

const at = ({ port }: { port: number }, scheme = 'nats', login = '') =>
  `${scheme}://${login}127.0.0.1:${port}`;
const ca = ({ authority }: GuardedServers) => ({ NATS_CA: authority.certificate });
const refused = /^NATS refuses Waybill’s credentials \(Authorization Violation\)$/;
const noneSet = /^NATS refuses Waybill’s credentials \(Authorization Violation\): none are set$/;
const notTrusted = /^TLS with NATS failed: The certificate of the NATS server is not trusted/;
const noTls = /^TLS with NATS failed: the server offers no TLS, and the settings require it$/;

const cases: Case[] = [
  { what: 'a plain server', with: ({ plain }) => ({ NATS_URL: at(plain) }), expect: 'up' },
  { what: 'no scheme', with: ({ plain }) => ({ NATS_URL: `127.0.0.1:${plain.port}` }), expect: 'up' },
  {
    what: 'a plain server and a login that it does not ask for',
    with: ({ plain }) => ({ NATS_URL: at(plain, 'nats', 'waybill:secret@') }),
    expect: 'up',
  },
  {
    what: 'user and password in the URL, percent-encoded',
    with: ({ password }) => ({ NATS_URL: at(password, 'nats', `waybill:${encoded}@`) }),
    expect: 'up',
  },
  {
    what: 'user and password without a scheme',
    with: ({ password }) => ({ NATS_URL: `waybill:${encoded}@127.0.0.1:${password.port}` }),
    expect: 'up',
  },
  {
    what: 'user and password as settings',
    with: ({ password }) => ({ NATS_URL: at(password), NATS_USER: 'waybill', NATS_PASSWORD: PASSWORD }),
    expect: 'up',
  },
  {
    what: 'the login of a URL counts before that of the settings',
    with: ({ password }) => ({
      NATS_URL: at(password, 'nats', `waybill:${encoded}@`),
      NATS_USER: 'nobody',
      NATS_PASSWORD: 'nothing',
    }),
    expect: 'up',
  },
  {
    what: 'a wrong password',
    with: ({ password }) => ({ NATS_URL: at(password, 'nats', 'waybill:wrong@') }),
    expect: refused,
  },
  { what: 'no login', with: ({ password }) => ({ NATS_URL: at(password) }), expect: noneSet },
  {
    what: 'a token in the URL',
    with: ({ token }) => ({ NATS_URL: at(token, 'nats', `${encodeURIComponent(TOKEN)}@`) }),
    expect: 'up',
  },
  { what: 'a token', with: ({ token }) => ({ NATS_URL: at(token), NATS_TOKEN: TOKEN }), expect: 'up' },
  {
    what: 'a user without a password is a token',
    with: ({ token }) => ({ NATS_URL: at(token), NATS_USER: TOKEN }),
    expect: 'up',
  },
  { what: 'a wrong token', with: ({ token }) => ({ NATS_URL: at(token, 'nats', 'no@') }), expect: refused },
  {
    what: 'several servers, each with its own login, the first one unreachable',
    with: ({ password, token }) => ({
      NATS_URL: `nats://u:p@127.0.0.1:1, ${at(token, 'nats', 'no@')},${at(password, 'nats', `waybill:${encoded}@`)},`,
    }),
    expect: 'up',
  },
  {
    what: 'several servers, none of which lets Waybill in: a refusal is reported rather than an unreachable server',
    with: ({ password }) => ({ NATS_URL: `${at(password, 'nats', 'waybill:no@')},nats://127.0.0.1:1` }),
    expect: refused,
  },
  {
    what: 'the seed of an NKey',
    with: ({ nkey }) => ({ NATS_URL: at(nkey), NATS_NKEY: nkey.seed }),
    expect: 'up',
  },
  {
    what: 'a file with the seed of an NKey',
    with: ({ nkey, file }) => ({ NATS_URL: at(nkey), NATS_NKEY: file('nkey', `# a seed\n${nkey.seed}\n`) }),
    expect: 'up',
  },
  { what: 'no NKey', with: ({ nkey }) => ({ NATS_URL: at(nkey) }), expect: noneSet },
  {
    what: 'a credentials file',
    with: ({ jwt, file }) => ({ NATS_URL: at(jwt), NATS_CREDS: file('creds', jwt.operator.credentials()) }),
    expect: 'up',
  },
  {
    what: 'a credentials file with the line ends of Windows',
    with: ({ jwt, file }) => ({
      NATS_URL: at(jwt),
      NATS_CREDS: file('creds-crlf', jwt.operator.credentials().replaceAll('\n', '\r\n')),
    }),
    expect: 'up',
  },
  {
    what: 'credentials that have expired',
    with: ({ jwt, file }) => ({
      NATS_URL: at(jwt),
      NATS_CREDS: file('expired', jwt.operator.credentials({ lastsS: -60 })),
    }),
    expect: /^NATS refuses Waybill’s credentials \((Authorization Violation|User Authentication Expired)\)$/,
  },
  {
    what: 'tls:// to a server that requires TLS',
    with: (all) => ({ NATS_URL: at(all.tls, 'tls'), ...ca(all) }),
    expect: 'up',
  },
  {
    what: 'nats:// to a server that requires TLS is upgraded',
    with: (all) => ({ NATS_URL: at(all.tls), ...ca(all) }),
    expect: 'up',
  },
  {
    what: 'TLS offered is used',
    with: (all) => ({ NATS_URL: at(all.offered, 'tls'), ...ca(all) }),
    expect: 'up',
  },
  {
    what: 'nats:// to a server of an unknown authority',
    with: ({ tls }) => ({ NATS_URL: at(tls) }),
    expect: notTrusted,
  },
  {
    what: 'tls:// and the wrong authority',
    with: ({ tls, stranger }) => ({ NATS_URL: at(tls, 'tls'), NATS_CA: stranger.certificate }),
    expect: notTrusted,
  },
  {
    what: 'a certificate that does not name the host',
    with: (all) => ({ NATS_URL: `tls://localhost:${all.tls.port}`, ...ca(all) }),
    expect: /^TLS with NATS failed: The certificate of the NATS server does not name the address/,
  },
  {
    what: 'tls:// to a server without TLS',
    with: ({ plain }) => ({ NATS_URL: at(plain, 'tls') }),
    expect: noTls,
  },
  {
    what: 'one tls:// among several servers is for all of them',
    with: ({ plain }) => ({ NATS_URL: `tls://127.0.0.1:1,${at(plain)}` }),
    expect: noTls,
  },
  {
    what: 'an authority asks for TLS',
    with: (all) => ({ NATS_URL: at(all.plain), ...ca(all) }),
    expect: noTls,
  },
  {
    what: 'a client’s certificate',
    with: (all) => ({
      NATS_URL: at(all.mutual, 'tls'),
      NATS_CERT: all.client.certificate,
      NATS_KEY: all.client.key,
      ...ca(all),
    }),
    expect: 'up',
  },
  {
    what: 'no client’s certificate',
    with: (all) => ({ NATS_URL: at(all.mutual, 'tls'), ...ca(all) }),
    expect: /^TLS with NATS failed: The client certificate is missing, or rejected/,
  },
  {
    what: 'TLS first',
    with: (all) => ({ NATS_URL: at(all.first, 'tls'), NATS_TLS_FIRST: 'on', ...ca(all) }),
    expect: 'up',
  },
  {
    what: 'TLS first to a server without TLS',
    with: ({ plain }) => ({ NATS_URL: at(plain), NATS_TLS_FIRST: 'on' }),
    expect: /^TLS with NATS failed/,
  },
  {
    what: 'a WebSocket, with a login',
    with: ({ password }) => ({ NATS_URL: at({ port: password.webSocket }, 'ws', `waybill:${encoded}@`) }),
    expect: 'up',
  },
  {
    what: 'a WebSocket and a wrong password',
    with: ({ password }) => ({ NATS_URL: at({ port: password.webSocket }, 'ws', 'waybill:wrong@') }),
    expect: refused,
  },
  {
    what: 'a WebSocket over TLS',
    with: (all) => ({ NATS_URL: at({ port: all.tls.webSocket }, 'wss'), ...ca(all) }),
    expect: 'up',
  },
  {
    what: 'a WebSocket over TLS and the wrong authority',
    with: ({ tls, stranger }) => ({
      NATS_URL: at({ port: tls.webSocket }, 'wss'),
      NATS_CA: stranger.certificate,
    }),
    expect: notTrusted,
  },
  {
    what: 'wss:// to a server without TLS',
    with: ({ password }) => ({ NATS_URL: at({ port: password.webSocket }, 'wss') }),
    expect: /^TLS with NATS failed/,
  },
  {
    what: 'an unreachable server',
    with: () => ({ NATS_URL: 'nats://127.0.0.1:1' }),
    expect: /^NATS cannot be reached \(ECONNREFUSED\)$/,
  },
];

describe('connections to NATS', { skip, concurrency: 8 }, () => {
  let servers: GuardedServers;
  before(async () => {
    servers = await startGuardedServers();
  });
  after(() => servers?.stop());

  const settingsFor = (environment: Environment) =>
    readSettings({ WAYBILL_NATS_CONNECT_TIMEOUT_MS: '5000', ...environment });

  async function withLink(environment: Environment, work: (link: NatsLink) => Promise<void>): Promise<void> {
    const link = openLink(settingsFor(environment), 'test');
    try {
      await work(link);
    } finally {
      await link.close();
    }
  }

  const answers = (link: NatsLink, timeoutMs = 10_000) =>
    apiRequest<{ limits: unknown }>(link, 'INFO', undefined, timeoutMs).then(
      ({ limits }) => limits !== undefined,
    );

  for (const { what, with: environment, expect } of cases) {
    test(what, () =>
      withLink(environment(servers), async (link) => {
        if (expect === 'up') {
          assert.ok(await link.whenUp(20_000), link.whyDown);
          assert.ok(await answers(link));
          return;
        }
        await waitUntil(() => expect.test(link.whyDown), {
          timeoutMs: 20_000,
          what: `${expect}, not ${link.whyDown}`,
        });
        assert.equal(link.isUp, false);
      }),
    );
  }

  test('credentials that are replaced in their file are used at the next try; while the file is missing, the link keeps trying', async () => {
    const { jwt, file } = servers;
    const path = file('rotated', jwt.operator.credentials({ lastsS: -60 }));
    await withLink({ NATS_URL: at(jwt), NATS_CREDS: path }, async (link) => {
      await waitUntil(() => /refuses/.test(link.whyDown), { timeoutMs: 20_000 });
      file('rotated', 'half a file');
      await waitUntil(() => /cannot be used: NATS_CREDS: .* holds no JWT and seed/.test(link.whyDown), {
        timeoutMs: 20_000,
      });
      file('rotated', jwt.operator.credentials());
      assert.ok(await link.whenUp(20_000), link.whyDown);
    });
  });

  test('credentials that expire end the connection, which says so and comes back with new ones', async () => {
    const { jwt, file } = servers;
    const path = file('expiring', jwt.operator.credentials({ lastsS: 4 }));
    await withLink({ NATS_URL: at(jwt), NATS_CREDS: path }, async (link) => {
      assert.ok(await link.whenUp(20_000), link.whyDown);
      await waitUntil(() => !link.isUp && /refuses/.test(link.whyDown), { timeoutMs: 30_000 });
      file('expiring', jwt.operator.credentials());
      // The server may take the old ones once more within the second in which they expire: a request then is lost.
      await waitUntil(() => answers(link, 1_000).catch(() => false), {
        timeoutMs: 30_000,
        what: `an answer, not ${link.whyDown}`,
      });
    });
  });

  test('a publish and a request that the user has no right to are refused at once, with the subject', () =>
    withLink({ NATS_URL: at(servers.password, 'nats', 'reader:reads@') }, async (link) => {
      assert.ok(await link.whenUp(20_000), link.whyDown);
      const inbox = new AckInbox(link);
      const outcome = await inbox.publish('events.1-0.a', encodeHeaders([]), Buffer.from('{}'), 60_000);
      inbox.close();
      const why = 'NATS does not permit Waybill’s user to publish to events.1-0.a';
      assert.deepEqual(outcome, { kind: 'refused', errorCode: 0, description: why });
      assert.equal(link.denied, why);
      await assert.rejects(
        apiRequest(link, 'STREAM.LIST', undefined, 60_000),
        /does not permit .* \$JS\.API\.STREAM\.LIST/,
      );
    }));

  test('messages of every size come through a WebSocket whole', () =>
    withLink(
      { NATS_URL: at({ port: servers.password.webSocket }, 'ws', `waybill:${encoded}@`) },
      async (link) => {
        assert.ok(await link.whenUp(20_000), link.whyDown);
        const received: Buffer[] = [];
        link.connection.subscribe('sizes', { callback: (_, { data }) => received.push(Buffer.from(data)) });
        const sent = [0, 1, 100, 125, 126, 4_096, 65_535, 65_536, 900_000].map((size, n) =>
          Buffer.alloc(size, n + 1),
        );
        for (const each of sent) link.connection.publish('sizes', each);
        await waitUntil(() => received.length === sent.length, { timeoutMs: 20_000 });
        assert.ok(sent.every((each, n) => each.equals(received[n]!)));
      },
    ));

  test('an address where no server listens is not reported as a refusal', async () => {
    const port = await freePort();
    const reported: string[] = [];
    const link = openLink(settingsFor({ NATS_URL: `nats://127.0.0.1:${port}` }), 'test', (why) =>
      reported.push(why),
    );
    await waitUntil(() => /ECONNREFUSED/.test(link.whyDown), { timeoutMs: 20_000 });
    await link.close();
    assert.deepEqual(reported, []);
  });
});
