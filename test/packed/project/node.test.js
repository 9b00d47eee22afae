import test from 'node:test'
import { assertConnectedTo, assertNotSent, assertSent, assertSentOnly, assertTraffic, Traffic } from 'onwire/check'
import { openFile } from 'onwire'

const traffic = await Traffic.of(await openFile('web.pcapng'))

test('passes', () => {
  assertSent(traffic, 'http.request.uri == "/missing"')
  assertNotSent(traffic, 'tls')
  assertConnectedTo(traffic, 'example.test')
  assertTraffic(traffic, 'node.snap')
})

test('fails', () => assertSentOnly(traffic, 'dns'))
