// Talks to a guard through the official client and writes what it got as one JSON object.
// Usage: node client.mjs BASE_URL KEY MODEL
import OpenAI from "openai";

const [baseURL, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
const tool = (name) => ({ type: "function", function: { name, parameters: { type: "object" } } });

async function plain() {
  const answer = await client.chat.completions.create({ model, messages: user("Write to erika.mustermann@mailbox.org") });
  return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason, total: answer.usage.total_tokens };
}

async function stream() {
  const pieces = [];
  let finish = "";
  let usage = null;
  const events = await client.chat.completions.create({
    model, messages: user("What is the deployment key?"), stream: true, stream_options: { include_usage: true },
  });
  for await (const event of events) {
    pieces.push(event.choices[0]?.delta?.content ?? "");
    finish = event.choices[0]?.finish_reason ?? finish;
    usage = event.usage ?? usage;
  }
  return { text: pieces.join(""), pieces: pieces.length, finish, hasUsage: usage !== null };
}

async function tools() {
  const answer = await client.chat.completions.create({
    model, messages: user('Please call the tool crm.lookup with {"customer": "c-7"}'), tools: [tool("crm.lookup")],
  });
  const call = answer.choices[0].message.tool_calls[0];
  const final = await client.chat.completions.create({
    model,
    messages: [
      ...user("Look the customer up"),
      answer.choices[0].message,
      { role: "tool", tool_call_id: call.id, content: "A customer since 2019" },
    ],
  });
  return {
    finish: answer.choices[0].finish_reason,
    name: call.function.name,
    arguments: call.function.arguments,
    text: final.choices[0].message.content,
  };
}

async function streamedTools() {
  const runner = client.chat.completions.stream({
    model, messages: user('Please call the tool refund.create with {"amount": 20}'), tools: [tool("refund.create")],
  });
  const answer = await runner.finalChatCompletion();
  const call = answer.choices[0].message.tool_calls[0];
  return { finish: answer.choices[0].finish_reason, name: call.function.name, arguments: call.function.arguments };
}

async function forbiddenTool() {
  const answer = await client.chat.completions.create({
    model, messages: user("Please call the tool payroll.raise with {}"), tools: [tool("payroll.raise")],
  });
  return { calls: answer.choices[0].message.tool_calls?.length ?? 0, finish: answer.choices[0].finish_reason };
}

async function choices() {
  const answer = await client.chat.completions.create({ model, messages: user("Three, please"), n: 3 });
  return { count: answer.choices.length, last: answer.choices[2].message.content };
}

async function responses() {
  const answer = await client.responses.create({ model, input: "Write to erika.mustermann@mailbox.org" });
  return { text: answer.output_text, status: answer.status };
}

async function streamedResponses() {
  let text = "";
  let last = "";
  for await (const event of await client.responses.create({ model, input: "What is the deployment key?", stream: true })) {
    text += event.type === "response.output_text.delta" ? event.delta : "";
    last = event.type;
  }
  return { text, last };
}

async function models() {
  const ids = [];
  for await (const entry of client.models.list()) {
    ids.push(entry.id);
  }
  return { ids };
}

async function failure(action) {
  try {
    await action();
    return { status: 200, name: "" };
  } catch (error) {
    return { status: error.status ?? 0, name: error.constructor.name };
  }
}

const ask = (options, content, name = model) => () =>
  new OpenAI({ baseURL, apiKey, maxRetries: 0, ...options }).chat.completions.create({ model: name, messages: user(content) });

const result = {};
for (const [name, scenario] of Object.entries({
  plain, stream, tools, streamedTools, forbiddenTool, choices, responses, streamedResponses, models,
  stranger: () => failure(ask({ apiKey: "nobody" }, "Hello")),
  forbiddenModel: () => failure(ask({}, "Hello", "claims-ft")),
  limited: () => failure(ask({}, "Please fail with 429")),
  broken: () => failure(ask({}, "Please fail with 503")),
})) {
  try {
    result[name] = await scenario();
  } catch (error) {
    result[name] = { failed: `${error.constructor.name}: ${error.message}` };
  }
}
console.log(JSON.stringify(result));
