/** The files that FTP, TFTP, SMTP and POP transferred. */
import { describe, expect, test } from 'vitest'
import { ObjectCollector, objectsIn, fileName, type TransferredObject } from '../../src/conversations/objects/index.ts'
import { GrowingBytes } from '../../src/conversations/objects/growing-bytes.ts'
import { openBytes, openFile } from '../../src/index.ts'
import { build, layer } from '../../src/packet/build/index.ts'
import { pcap } from '../support/capture-bytes.ts'
import { captureOf, client, handshake, server } from '../support/segments.ts'

type Source = Awaited<ReturnType<typeof openBytes>>
async function objectsOf(source: Source) {
  const found: TransferredObject[] = []
  for await (const object of objectsIn(source)) found.push(object)
  return found
}
const shown = (objects: readonly TransferredObject[]) =>
  objects.map(({ kind, path, bytes, isCut, frame }) => ({ kind, path, size: bytes.length, isCut, frame }))
const textOf = ({ bytes }: TransferredObject) => new TextDecoder().decode(bytes)

test('files of FTP are called as their commands say', async () =>
  expect(shown(await objectsOf(await openFile('captures/ftp.pcapng')))).toEqual([
    { kind: 'ftp-data', path: 'numbers.txt', size: 3000, isCut: false, frame: 30 },
    { kind: 'ftp-data', path: 'LIST', size: 133, isCut: false, frame: 63 },
    { kind: 'ftp-data', path: 'line.txt', size: 9, isCut: false, frame: 98 },
    { kind: 'ftp-data', path: 'upload.txt', size: 9, isCut: false, frame: 133 },
  ]))

describe('TFTP', () => {
  test('puts blocks of any size together', async () =>
    expect(shown(await objectsOf(await openFile('captures/tftp.pcapng')))).toEqual([
      { kind: 'tftp', path: 'numbers.txt', size: 3000, isCut: false, frame: 14 },
      { kind: 'tftp', path: 'numbers.txt', size: 3000, isCut: false, frame: 23 },
    ]))

  const { ethernet, ipv4, udp } = layer
  const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
  const [own, other] = ['192.0.2.1', '192.0.2.2']
  const sent = (from: 'client' | 'server', content: Uint8Array | string, port = 4000) =>
    from === 'client'
      ? build(
          link,
          ipv4({ source: own, destination: other }),
          udp({ sourcePort: 5000, destinationPort: port }),
          content,
        )
      : build(
          link,
          ipv4({ source: other, destination: own }),
          udp({ sourcePort: port, destinationPort: 5000 }),
          content,
        )
  const block = (number: number, size: number) => {
    const bytes = new Uint8Array(4 + size).fill(0x61)
    bytes.set([0, 3, number >> 8, number & 255])
    return bytes
  }
  const filesIn = async (frames: readonly Uint8Array[]) =>
    shown(await objectsOf(await openBytes(pcap(frames.map((frame, at) => [at, 0, frame])))))

  test('takes a block that was sent again once', async () =>
    expect(
      await filesIn([
        sent('client', '\0\x02up.bin\0octet\0', 69),
        sent('client', block(1, 512)),
        sent('client', block(1, 512)),
        sent('client', block(2, 3)),
      ]),
    ).toEqual([{ kind: 'tftp', path: 'up.bin', size: 515, isCut: false, frame: 4 }]))

  test('says that a file is cut: a block is missing, or the capture ends', async () => {
    const ask = sent('client', '\0\x01a\0octet\0', 69)
    expect(await filesIn([ask, sent('server', block(1, 512)), sent('server', block(3, 3))])).toEqual([
      { kind: 'tftp', path: 'a', size: 512, isCut: true, frame: 3 },
    ])
    expect(await filesIn([ask, sent('server', block(1, 512))])).toEqual([
      { kind: 'tftp', path: 'a', size: 512, isCut: true, frame: 2 },
    ])
  })

  test('a new request of the same client ends the one before', async () =>
    expect(
      await filesIn([
        sent('client', '\0\x01a\0octet\0', 69),
        sent('server', block(1, 512)),
        sent('client', '\0\x01b\0octet\0', 69),
        sent('server', block(1, 2)),
      ]),
    ).toMatchObject([
      { path: 'a', isCut: true },
      { path: 'b', isCut: false },
    ]))

  test('without the frames that are not wanted', async () => {
    const frames = [sent('client', '\0\x01a\0octet\0', 69), sent('server', block(1, 512))]
    const source = await openBytes(pcap(frames.map((frame, at) => [at, 0, frame])))
    const collector = new ObjectCollector({ keeps: () => false })
    for await (const batch of source) expect(collector.take(batch)).toEqual([])
    expect(collector.finish()).toEqual([])
  })
})

describe('mails', () => {
  test('are called by their subject, without the dots that were added', async () => {
    const found = await objectsOf(await openFile('captures/smtp.pcapng'))
    expect(shown(found)).toEqual([
      { kind: 'smtp', path: 'Two lines.eml', size: 96, isCut: false, frame: 21 },
      { kind: 'smtp', path: 'Two lines.eml', size: 6189, isCut: false, frame: 53 },
    ])
    expect(textOf(found[0]!)).toContain('\r\n.dotted\r\n')
    expect(found.map(fileName)).toEqual(['Two_lines.eml', 'Two_lines.eml'])
  })

  test('of POP, one for each', async () => {
    const port = { port: 110, ack: 1 }
    const ask = 'RETR 1\r\nRETR 2\r\n'
    const one = '+OK\r\nSubject: a/../b\r\n\r\nx\r\n.\r\n'
    const found = await objectsOf(
      await captureOf([
        ...handshake.map((segment) => ({ ...segment, ...port })),
        { ...client(1, ask), ...port },
        { ...server(1, `${one}+OK\r\n\r\ny\r\n.\r\n`), ...port },
      ]),
    )
    expect(shown(found)).toMatchObject([
      { kind: 'pop', path: 'a_.._b.eml' },
      { kind: 'pop', path: '' },
    ])
    expect(found.map(fileName)).toEqual(['a_.._b.eml', 'pop-object.eml'])
  })
})

test('only the kinds that are asked for', async () => {
  const source = await openFile('captures/tftp.pcapng')
  const found: TransferredObject[] = []
  for await (const object of objectsIn(source, { kinds: ['http', 'smtp'] })) found.push(object)
  expect(found).toEqual([])
})

test('files that are not all there share their memory', () => {
  const budget = { left: 5 }
  const [one, two] = [new GrowingBytes(budget), new GrowingBytes(budget)]
  one.add(new Uint8Array(4))
  two.add(new Uint8Array(4))
  expect([one.isCut, two.isCut, two.length]).toEqual([false, true, 0])
  expect(one.take()).toHaveLength(4)
  expect(budget.left).toBe(5)
})
