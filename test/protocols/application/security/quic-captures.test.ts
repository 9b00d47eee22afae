import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { nodeCryptography } from '../../../../src/capture/node-cryptography.ts'
import { provideCryptography } from '../../../../src/cryptography/index.ts'
import { portable } from '../../../../src/cryptography/portable.ts'
import { followedIn, type Followed } from '../../../support/conversations.ts'
import { keyLogIn, keysOf } from '../../../support/key-log.ts'

const captureOf = (name: string) => new Uint8Array(readFileSync(`captures/${name}`))

/** What is shown of each datagram: its line, the frames of its packets, and the handshake. */
function linesOf(capture: Uint8Array): readonly string[] {
  return followedIn(capture, { keys: keysOf(keyLogIn(capture)) }).map(lineOf)
}

function lineOf(frame: Followed, index: number): string {
  const { layers, names } = frame
  const at = names.indexOf('quic')
  if (at < 0) return `${index + 1} ${names.at(-1)}`
  const view = layers.view(at)
  const named = (name: string) => frame.values(name).join(',')
  return [
    `${index + 1} #${named('quic.connection.number')} ${view.schema.summary!(view as never)}`,
    `packets ${named('quic.packet_number')}`,
    `frames ${named('quic.frame_type')}`,
    `streams ${named('quic.stream.stream_id')}`,
    `handshake ${named('tls.handshake.type')}`,
  ].join(' | ')
}

beforeAll(() => provideCryptography(nodeCryptography))

test.each(['quic', 'quic-versions'])('all packets of %s.pcapng are opened', async (name) => {
  const lines = linesOf(captureOf(`${name}.pcapng`))
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.txt`)
})

test('nothing fails', () => {
  for (const name of ['quic.pcapng', 'quic-versions.pcapng']) {
    const capture = captureOf(name)
    for (const frame of followedIn(capture, { keys: keysOf(keyLogIn(capture)) }))
      expect([frame.values('quic.decryption_failed'), frame.values('quic.bad_retry')]).toEqual([[], []])
  }
})

test('JavaScript opens the same', () => {
  const capture = captureOf('quic.pcapng')
  const expected = linesOf(capture)
  provideCryptography(portable)
  expect(linesOf(capture)).toEqual(expected)
  provideCryptography(nodeCryptography)
})

test('a Client Hello over QUIC has fingerprints of its own, and transport parameters', () => {
  const [hello] = followedIn(captureOf('quic.pcapng')).filter((frame) => frame.values('tls.handshake.type').includes(1))
  expect(hello!.values('tls.handshake.ja4')[0]).toMatch(/^q13d/)
  expect(hello!.values('tls.handshake.extensions_server_name')).toEqual(['example.test'])
  expect(hello!.values('tls.quic.parameter.max_idle_timeout')).toEqual([30_000])
})
