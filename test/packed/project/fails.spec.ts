import { openFile } from 'onwire'
import { Traffic } from 'onwire/check'
import { expect, test } from 'vitest'
import 'onwire/vitest'

const traffic = await Traffic.of(await openFile('web.pcapng'))

test('toHaveSent', () => expect(traffic).toHaveSent('http.request.uri == "/b"'))
test('not.toHaveSent', () => expect(traffic).not.toHaveSent('http.response.code == 404'))
test('toHaveSentOnly', () => expect(traffic).toHaveSentOnly('dns or tcp.port == 80'))
test('toHaveConnectedTo', () => expect(traffic).toHaveConnectedTo('example.test:443'))
test('toMatchTraffic', () =>
  expect(traffic).toMatchTraffic(`
  dns A example.test → 192.0.2.3
  dns AAAA example.test → no data
`))
test('asymmetric', () => expect({ traffic }).toEqual({ traffic: expect.toHaveSent('tls') }))
