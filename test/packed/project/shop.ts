/** What is tested: a client, and a server that stands for the real one. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function startShop(): Promise<{ url: string; port: number; close(): void }> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ asked: request.url }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, close: () => void server.close() }
}

/** Orders something, and tells nobody else about it, unless `tracking` has an address. */
export async function order(shop: string, article: string, tracking?: string): Promise<number> {
  const response = await fetch(`${shop}/orders`, {
    method: 'POST',
    headers: { Connection: 'close' },
    body: JSON.stringify({ article }),
  })
  await response.text()
  if (tracking !== undefined)
    await (await fetch(`${tracking}/pixel?article=${article}`, { headers: { Connection: 'close' } })).text()
  return response.status
}
