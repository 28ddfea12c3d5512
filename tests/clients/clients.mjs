// Talks to a guard through the clients that people use and writes what each got as one JSON object.
// Usage: node clients.mjs BASE_URL KEY MODEL
import Anthropic from "@anthropic-ai/sdk";
import OpenAI, { AzureOpenAI } from "openai";
import { embed, generateText, Output, streamText, tool } from "ai";
import { createOpenAI } from "@ai-sdk/openai";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, run, setTracingDisabled, tool as agentTool } from "@openai/agents";
import { z } from "zod";

const [baseURL, apiKey, model] = process.argv.slice(2);
const origin = new URL(baseURL).origin;
const greeting = "Write to erika.mustermann@mailbox.org";
const leak = "What is the deployment key?";
const call = 'Please call the tool crm.lookup with {"customer": "c-7"}';
const structured = 'Please answer as JSON {"customer": "erika.mustermann@mailbox.org"}';
const secret = "My key is " + "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
const customer = z.object({ customer: z.string() });
const jsonCustomer = { type: "object", properties: { customer: { type: "string" } }, required: ["customer"], additionalProperties: false };
setTracingDisabled(true);

/** Chat, stream, tools, embeddings and a block through one client of the openai package. */
function openai(client, name = model) {
  const user = (content) => [{ role: "user", content }];
  return {
    chat: async () => (await client.chat.completions.create({ model: name, messages: user(greeting) })).choices[0].message.content,
    stream: async () => {
      let text = "";
      for await (const event of await client.chat.completions.create({ model: name, messages: user(leak), stream: true })) {
        text += event.choices[0]?.delta?.content ?? "";
      }
      return text;
    },
    tools: async () => {
      const tools = [{ type: "function", function: { name: "crm.lookup", parameters: jsonCustomer } }];
      const answer = await client.chat.completions.create({ model: name, messages: user(call), tools });
      return answer.choices[0].message.tool_calls[0].function.arguments;
    },
    responses: async () => (await client.responses.create({ model: name, input: greeting })).output_text,
    structured: async () => {
      const format = { type: "json_schema", json_schema: { name: "customer", strict: true, schema: jsonCustomer } };
      return (await client.chat.completions.parse({ model: name, messages: user(structured), response_format: format })).choices[0].message.parsed.customer;
    },
    embeddings: async () => (await client.embeddings.create({ model: name, input: greeting })).data[0].embedding.length,
    block: async () => (await client.chat.completions.create({ model: name, messages: user(secret) })).choices[0].finish_reason,
  };
}

function vercel() {
  const provider = createOpenAI({ baseURL, apiKey });
  const tools = { "crm.lookup": tool({ inputSchema: customer }) };
  const chat = provider.chat(model);
  return {
    chat: async () => (await generateText({ model: chat, prompt: greeting, maxRetries: 0 })).text,
    responses: async () => (await generateText({ model: provider.responses(model), prompt: greeting, maxRetries: 0 })).text,
    stream: async () => {
      let text = "";
      for await (const piece of streamText({ model: chat, prompt: leak, maxRetries: 0 }).textStream) {
        text += piece;
      }
      return text;
    },
    tools: async () => JSON.stringify((await generateText({ model: chat, prompt: call, tools, maxRetries: 0 })).toolCalls[0].input),
    structured: async () =>
      (await generateText({ model: chat, prompt: structured, output: Output.object({ schema: customer }), maxRetries: 0 })).output.customer,
    embeddings: async () => (await embed({ model: provider.embedding(model), value: greeting, maxRetries: 0 })).embedding.length,
    block: async () => (await generateText({ model: chat, prompt: secret, maxRetries: 0 })).finishReason,
  };
}

function langchain() {
  const options = { model, apiKey, maxRetries: 0, configuration: { baseURL } };
  const chat = new ChatOpenAI(options);
  return {
    chat: async () => (await chat.invoke(greeting)).content,
    stream: async () => {
      let text = "";
      for await (const piece of await chat.stream(leak)) {
        text += piece.content;
      }
      return text;
    },
    tools: async () => {
      const bound = chat.bindTools([{ type: "function", function: { name: "crm.lookup", parameters: jsonCustomer } }]);
      return JSON.stringify((await bound.invoke(call)).tool_calls[0].args);
    },
    structured: async () => (await chat.withStructuredOutput(customer, { method: "jsonSchema" }).invoke(structured)).customer,
    embeddings: async () => (await new OpenAIEmbeddings(options).embedQuery(greeting)).length,
    block: async () => (await chat.invoke(secret)).response_metadata.finish_reason,
  };
}

function agents(create) {
  const agent = (tools = [], outputType = "text") =>
    new Agent({ name: "guarded", model: create(new OpenAI({ baseURL, apiKey, maxRetries: 0 })), tools, outputType });
  return {
    chat: async () => (await run(agent(), greeting)).finalOutput,
    stream: async () => {
      const result = await run(agent(), leak, { stream: true });
      let text = "";
      for await (const piece of result.toTextStream()) {
        text += piece;
      }
      await result.completed;
      return text;
    },
    tools: async () => {
      const lookup = agentTool({
        name: "crm_lookup", description: "Looks a customer up.", parameters: customer, execute: ({ customer }) => `seen ${customer}`,
      });
      return (await run(agent([lookup]), call.replace("crm.lookup", "crm_lookup"))).finalOutput;
    },
    structured: async () => (await run(agent([], customer), structured)).finalOutput.customer,
    // A block must be an answer that the runner takes, and not an exception.
    block: async () => (await run(agent(), secret)).finalOutput,
  };
}

function anthropic() {
  const client = new Anthropic({ baseURL: origin, apiKey, maxRetries: 0 });
  const ask = (content, more = {}) => ({ model, max_tokens: 1000, messages: [{ role: "user", content }], ...more });
  const text = (message) => message.content.filter((block) => block.type === "text").map((block) => block.text).join("");
  const tools = [{ name: "crm.lookup", description: "Looks a customer up.", input_schema: jsonCustomer }];
  return {
    chat: async () => text(await client.messages.create(ask(greeting))),
    stream: async () => text(await client.messages.stream(ask(leak)).finalMessage()),
    tools: async () => {
      const whole = await client.messages.create(ask(call, { tools }));
      const streamed = await client.messages.stream(ask(call, { tools })).finalMessage();
      const used = [whole, streamed].map((message) => message.content.find((block) => block.type === "tool_use"));
      const result = { type: "tool_result", tool_use_id: used[0].id, content: `seen ${used[1].input.customer}` };
      const messages = [{ role: "user", content: call }, { role: "assistant", content: whole.content }, { role: "user", content: [result] }];
      return text(await client.messages.create({ model, max_tokens: 1000, messages, tools }));
    },
    structured: async () => {
      const output_config = { format: { type: "json_schema", schema: jsonCustomer } };
      return JSON.parse(text(await client.messages.create(ask(structured, { output_config })))).customer;
    },
    block: async () => {
      const [whole, streamed] = [await client.messages.create(ask(secret)), await client.messages.stream(ask(secret)).finalMessage()];
      return whole.stop_reason === streamed.stop_reason ? whole.stop_reason : "different";
    },
  };
}

const clients = {
  "openai": openai(new OpenAI({ baseURL, apiKey, maxRetries: 0 })),
  "openai AzureOpenAI": openai(new AzureOpenAI({ endpoint: origin, apiKey, apiVersion: "2024-10-21", maxRetries: 0 })),
  "openai at /openai/v1": openai(new OpenAI({ baseURL: `${origin}/openai/v1`, apiKey, maxRetries: 0 })),
  "ai with @ai-sdk/openai": vercel(),
  "@langchain/openai": langchain(),
  "@anthropic-ai/sdk": anthropic(),
  "@openai/agents, chat": agents((client) => new OpenAIChatCompletionsModel(client, model)),
  "@openai/agents, responses": agents((client) => new OpenAIResponsesModel(client, model)),
};
const result = {};
for (const [client, scenarios] of Object.entries(clients)) {
  result[client] = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    try {
      result[client][name] = await scenario();
    } catch (error) {
      result[client][name] = { failed: `${error.constructor.name}: ${error.message}` };
    }
  }
}
console.log(JSON.stringify(result));
