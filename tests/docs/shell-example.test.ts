import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startPassage } from './passage.ts';
import { runPrintedCommands } from './printed-clients.ts';

let pipeline: TestPipeline;
before(async () => {
  pipeline = await startPipeline();
});
after(() => pipeline.stop());

test('the shell commands of docs/api.md survive a gateway that is killed while they wait, and send one message', async () => {
  const faults = ['POST', 'GET'];
  // The first command reaches the gateway, which is then killed; the first question for a status gets no answer.
  const passage = await startPassage(pipeline.gateway, async (answer) => {
    if (answer.split(' ')[1] !== faults[0]) return false;
    if (faults.shift() === 'POST') await pipeline.gateway.restart();
    return true;
  });
  try {
    const outcome = await runPrintedCommands(passage.url, KEYS.alice);
    assert.equal(outcome.state, 'applied');
    assert.equal((await pipeline.alice.messages('general')).length, 1);
    const { POST: sent = [], GET: asked = [] } = Object.groupBy(
      passage.answers,
      (answer) => answer.split(' ')[1] as 'POST' | 'GET',
    );
    assert.ok(sent.length >= 2, String(sent));
    assert.ok(asked.length >= 2 && asked.every((each) => each.includes(' /v1/commands/')), String(asked));
  } finally {
    passage.close();
  }
});

test('the shell commands of docs/api.md print why a command was refused, and end', async () => {
  const refused = await runPrintedCommands(pipeline.gateway.url, KEYS.alice, { message: '' });
  assert.equal(refused.type, '/problems/invalid-request');
  const unknown = await runPrintedCommands(pipeline.gateway.url, 'unknown-key-0123456789');
  assert.equal(unknown.type, '/problems/unauthorized');
});
