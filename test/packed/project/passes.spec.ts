import { afterAll, beforeAll, expect, test } from 'vitest'
import { canRecordTraffic, recordTraffic } from 'onwire/vitest'
import { order, startShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof startShop>>
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const recordable = await canRecordTraffic()

test.skipIf(!recordable)('an order is one request, and nothing else', async () => {
  const traffic = await recordTraffic(() => order(shop.url, 'tea'))
  expect(traffic.result).toBe(200)
  expect(traffic).toHaveSent('http.request.method == "POST" and http.request.uri == "/orders"')
  expect(traffic).toHaveSentOnly(`tcp.port == ${shop.port}`)
  expect(traffic).toHaveConnectedTo('127.0.0.1')
  expect(traffic).not.toHaveSent('dns')
  expect(traffic).not.toHaveConnectedTo('tracking.test')
  expect(traffic.requests).toHaveLength(1)
  expect(traffic.find('http.request').map((packet) => packet.http?.target)).toEqual(['/orders'])
})

test('without the rights it takes, it is skipped and says why', async ({ skip }) => {
  const traffic = await recordTraffic(() => order(shop.url, 'tea'), { without: skip })
  expect(traffic).toHaveConnectedTo(`127.0.0.1:${shop.port}`)
})

test.skipIf(!recordable)('the same each time', async () => {
  const traffic = await recordTraffic(() => order(shop.url, process.env.ARTICLE ?? 'tea'))
  expect(traffic).toMatchTraffic('order.snap', { ignore: ['http.user_agent', 'http.accept_encoding'] })
})
