import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { canRecordTraffic, recordingTrouble, recordTraffic } from '../../src/check/index.ts'

const trouble = await recordingTrouble()
if (trouble !== undefined && process.env.CI) throw new Error(trouble)

describe.skipIf(trouble !== undefined)(`what this process sends${trouble === undefined ? '' : ` (left out: ${trouble})`}`, () => {
  test('try', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const traffic = await recordTraffic(async () => (await fetch(`http://127.0.0.1:${port}/a`)).text())
    console.log(`${traffic}`)
    console.log(traffic.transcript(), traffic.result, traffic.scope, await canRecordTraffic())
    server.close()
  })
})
