import { answerOrders } from './answer-orders.ts';
import { closedLoop } from './closed-loop.ts';
import { Latencies, type Measurement } from './measure.ts';
import { RawConnection } from './raw-client.ts';
import { requests } from './requests.ts';

/**
 * A request of the bench to this process. `rate` 0 is a closed loop: each connection sends as soon as its answer comes.
 */
interface LoadOrder {
  port: number;
  connections: number;
  rate: number;
  warmUpMs: number;
  durationMs: number;
}

async function generate(order: LoadOrder): Promise<Measurement> {
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => RawConnection.open(order.port)),
  );
  try {
    if (order.rate > 0) return await openLoop(order, connections);
    let next = 0;
    const send = async (connection: RawConnection) => {
      const status = await connection.send(requests[next++ % requests.length]!).catch(() => 0);
      return status === 202 ? 'accepted' : status === 0 ? 'disconnected' : 'failed';
    };
    return await closedLoop(
      connections.map((connection) => () => send(connection)),
      order,
    );
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * Sends at fixed intervals, however slow the answers are. A latency counts from when the request was due, so that a
 * stall counts against every request it delayed (no coordinated omission). Requests wait for a free connection.
 */
async function openLoop(order: LoadOrder, connections: RawConnection[]): Promise<Measurement> {
  const latencies = new Latencies();
  const intervalMs = 1_000 / order.rate;
  const start = performance.now();
  const began = start + order.warmUpMs;
  const until = began + order.durationMs;
  const total = Math.floor((order.warmUpMs + order.durationMs) / intervalMs);
  const free = [...connections];
  let due = 0;
  let measured = 0;
  let answered = 0;
  let accepted = 0;
  let failed = 0;

  const sendDue = () => {
    const now = performance.now();
    while (due < total && free.length > 0 && start + due * intervalMs <= now) {
      const connection = free.pop()!;
      const dueAt = start + due * intervalMs;
      const request = requests[due++ % requests.length]!;
      connection
        .send(request)
        .catch(() => 0)
        .then((status) => {
          const answeredAt = performance.now();
          answered += 1;
          if (status !== 0) free.push(connection);
          if (dueAt >= began) {
            measured += 1;
            if (status === 202) accepted += 1;
            else failed += 1;
            latencies.add(answeredAt - dueAt);
          }
          sendDue();
        });
    }
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      sendDue();
      const idle = free.length === connections.length;
      if ((due >= total && idle) || performance.now() > until + 2_000) {
        clearInterval(timer);
        resolve();
      }
    }, 1);
  });
  const intended = Math.floor(order.durationMs / intervalMs);
  const seconds = Math.max(order.durationMs, performance.now() - began) / 1_000;
  const overdue = Math.max(0, intended - measured);
  return { accepted, answered, failed, overdue, seconds, ...latencies.summary() };
}

answerOrders(generate);
