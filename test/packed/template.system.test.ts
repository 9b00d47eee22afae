/** The project that examples/ has for protocols of one's own: built and tested with the packed package. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { build, layer, openWriter, Packet } from '../../src/index.ts'
import { installPacked, runIn } from '../support/packed.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-template-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
cpSync('examples/protocol-template', folder, { recursive: true })
installPacked(folder)

describe('the template for protocols', { timeout: 180_000 }, () => {
  test('is built, and what it builds is read by the command', async () => {
    const built = await runIn(folder, join(folder, 'node_modules', '.bin', 'tsc'), [])
    expect(built).toEqual({ status: 0, stdout: '', stderr: '' })
    const writer = await openWriter(join(folder, 'relay.pcap'))
    const request = Uint8Array.of(0, 12, 1, 0, 7, 6, ...Buffer.from('cellar'))
    const ends = { source: '192.0.2.1', destination: '192.0.2.2' }
    const frame = build(layer.ethernet(), layer.ipv4(ends), layer.tcp({ destinationPort: 9998 }), request)
    await writer.write(Packet.of(frame).frame)
    await writer.close()
    const command = join(folder, 'node_modules', 'onwire', 'bin', 'onwire.js')
    const words = ['read', 'relay.pcap', '--protocol', 'dist/index.js', '-t', '-Y', 'relay.sensor == "cellar"']
    const { stdout, stderr } = await runIn(folder, process.execPath, [command, ...words])
    expect([stderr, stdout]).toEqual(['', expect.stringMatching(/ RELAY 66 Request 7: cellar\n$/)])
  })

  test('passes its tests, which fail when the definition is wrong', async () => {
    const vitest = (...words: readonly string[]) =>
      runIn(folder, process.execPath, [join(folder, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...words])
    const passed = await vitest()
    expect([passed.status, passed.stdout, passed.stderr]).toEqual([
      0,
      expect.stringMatching(/Tests .*3 passed/) as unknown,
      '',
    ])
    writeFileSync(
      join(folder, 'src', 'wrong.test.ts'),
      `import { cutEverywhere } from 'onwire/check'
       import { registerProtocols } from 'onwire'
       import { computed, protocol, u8 } from 'onwire/schema'
       import { expect, test } from 'vitest'
       const wrong = protocol('wrong', 'Wrong', { linktype: [147] })
         .fields({ first: u8('wrong.first', 'First') })
         .fields({ size: computed('wrong.size', 'Size', ({ start, end }) => end - start) })
       test('takes where the capture ends for the end', () => {
         registerProtocols({ wrong })
         expect(() => cutEverywhere(Uint8Array.of(1, 2), { linkType: 147 })).toThrow(/not marked as cut/)
       })`,
    )
    expect(await vitest('wrong')).toMatchObject({ status: 0 })
  })
})
