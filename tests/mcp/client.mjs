// MCP's client from npm, through the guard: over standard input and output (a command follows), or over HTTP (an address and a key).
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [kind, ...rest] = process.argv.slice(2)
const transport = kind === 'stdio'
  ? new StdioClientTransport({ command: rest[0], args: rest.slice(1), env: process.env, stderr: 'inherit' })
  : new StreamableHTTPClientTransport(new URL(rest[0]), { requestInit: { headers: { Authorization: `Bearer ${rest[1]}` } } })
const client = new Client({ name: 'test', version: '1' })
await client.connect(transport)
const text = result => result.content.map(one => one.text).join('\n')
const call = async (name, args) => {
  const result = await client.callTool({ name, arguments: args })
  return { text: text(result), isError: result.isError === true }
}
const { tools } = await client.listTools()
const folder = process.env.MCP_TEST_FOLDER
const told = {
  tools: tools.map(one => one.name).sort(),
  echo: await call('every_echo', { message: 'hello' }),
  sum: await call('every_get-sum', { a: 2, b: 3 }),
  read: await call('files_read_text_file', { path: `${folder}/note.txt` }),
  order: await call('files_read_text_file', { path: `${folder}/order.txt` }),
  written: await call('files_write_file', { path: `${folder}/new.txt`, content: 'x' }),
}
console.log(JSON.stringify(told))
await client.close()
process.exit(0)
