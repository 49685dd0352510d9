// AWS' JavaScript client, against the cloud at an endpoint: states.js ENDPOINT DEFINITION.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SFN } from "@aws-sdk/client-sfn";

const [endpoint, file] = process.argv.slice(2);
const client = new SFN({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "x", secretAccessKey: "y" },
  disableHostPrefix: true,
});
const roleArn = "arn:aws:iam::000000000000:role/r";
const pass = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Result: { ok: true }, End: true } } });
const wait = JSON.stringify({ StartAt: "A", States: { A: { Type: "Wait", Seconds: 3600, End: true } } });

const create = (name, definition, more = {}) => client.createStateMachine({ name, definition, roleArn, ...more });

async function ended(executionArn) {
  for (;;) {
    const described = await client.describeExecution({ executionArn });
    if (described.status !== "RUNNING") return described;
  }
}

async function runsMachines() {
  const express = await create("js-express", pass, { type: "EXPRESS" });
  assert(express.creationDate instanceof Date);
  const answer = await client.startSyncExecution({ stateMachineArn: express.stateMachineArn });
  assert.deepEqual([answer.status, answer.output], ["SUCCEEDED", '{"ok":true}']);

  const { stateMachineArn } = await create("js", pass);
  const { executionArn } = await client.startExecution({ stateMachineArn, input: "{}" });
  assert.equal((await ended(executionArn)).output, '{"ok":true}');
  const { events } = await client.getExecutionHistory({ executionArn });
  assert.deepEqual(
    events.map((event) => event.type),
    ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
  );
  await assert.rejects(client.describeExecution({ executionArn: `${executionArn}x` }), {
    name: "ExecutionDoesNotExist",
    message: `Execution Does Not Exist: '${executionArn}x'`,
  });
}

async function routesAliases() {
  const { stateMachineArn, stateMachineVersionArn } = await create("js-versions", pass, { publish: true });
  assert.equal(stateMachineVersionArn, `${stateMachineArn}:1`);
  const second = await client.updateStateMachine({ stateMachineArn, definition: wait, publish: true });
  assert.equal(second.stateMachineVersionArn, `${stateMachineArn}:2`);
  const { stateMachineAliasArn } = await client.createStateMachineAlias({
    name: "live",
    routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
  });
  const started = await client.startExecution({ stateMachineArn: stateMachineAliasArn });
  const described = await ended(started.executionArn);
  assert.equal(described.stateMachineAliasArn, stateMachineAliasArn);
  assert.equal(described.stateMachineVersionArn, stateMachineVersionArn);
  await assert.rejects(client.deleteStateMachineVersion({ stateMachineVersionArn }), { name: "ConflictException" });
  await assert.rejects(
    client.createStateMachineAlias({ name: "bad", routingConfiguration: [{ stateMachineVersionArn, weight: 50 }] }),
    { name: "ValidationException", reason: "INVALID_ROUTING_CONFIGURATION" },
  );
}

async function redrives() {
  const { stateMachineArn } = await create("js-redriven", wait);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await assert.rejects(client.redriveExecution({ executionArn }), { name: "ExecutionNotRedrivable" });
  await client.stopExecution({ executionArn, error: "E" });
  assert.equal((await client.describeExecution({ executionArn })).redriveStatus, "REDRIVABLE");
  await client.redriveExecution({ executionArn });
  const described = await client.describeExecution({ executionArn });
  assert.deepEqual([described.status, described.redriveCount], ["RUNNING", 1]);
  await client.stopExecution({ executionArn });
}

async function triesStates() {
  const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", OutputPath: "$.Payload", End: true };
  const definition = JSON.stringify({ ...task, Parameters: { FunctionName: "words", Payload: { text: "a b c" } } });
  const tried = await client.testState({ definition, roleArn });
  assert.deepEqual([tried.status, tried.output], ["SUCCEEDED", '{"words":3}']);
  const tutorial = readFileSync(file, "utf8");
  assert.equal((await client.validateStateMachineDefinition({ definition: tutorial })).result, "OK");
  const broken = tutorial.replace('"Next": "Parallel"', '"Next": "Nowhere"');
  const { result, diagnostics } = await client.validateStateMachineDefinition({ definition: broken });
  assert.equal(result, "FAIL");
  assert(diagnostics.some((each) => each.code === "MISSING_TRANSITION_TARGET"));
}

for (const part of [runsMachines, routesAliases, redrives, triesStates]) await part();
