// Jest's own `expect`, made global as Jest does.
import { expect } from 'expect'
import { openFile } from 'onwire'

globalThis.expect = expect
const { Traffic } = await import('onwire/jest')
const traffic = await Traffic.of(await openFile('web.pcapng'))
expect(traffic).toHaveSent('http.request.uri == "/missing"')
expect(traffic).not.toHaveConnectedTo('example.org')
try {
  expect(traffic).toHaveSent('http.request.uri == "/b"')
} catch (error) {
  console.log(error.message)
}
