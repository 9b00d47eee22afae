import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { parse } from 'pcap-parser'
import { describe, expect, test } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { CaptureFile } from '../../src/files/streams/capture-file.ts'
import type { Frame } from '../../src/files/frame.ts'
import { OutputBytes } from '../../src/files/output-bytes.ts'
import { captureEncoder } from '../../src/files/writer.ts'

/** Real captures, read as other programs read them: those of this project, and more where they lie beside it. */
const shared = '../shared'
const corpus = `${shared}/captures`
const folders = ['captures', ...(existsSync(corpus) ? [corpus] : [])]
const captures = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(p?cap|pcapng|trace|dump)$/.test(name))
    .map((name) => `${folder}/${name}`),
)

describe('pcap-parser, which reads classic pcap files with microseconds, and onwire', () => {
  test('agree on every capture it can read', async () => {
    const readable = captures.filter((path) =>
      ['d4c3b2a1', 'a1b2c3d4'].includes(readFileSync(path).toString('hex', 0, 4)),
    )
    for (const path of readable) {
      const ours = await readFile(path)
      if (ours.file?.pcapHeader?.majorVersion !== 2) continue
      // It gives fractions of a second and lengths as they are written, whatever they say.
      const comparable = (frame: Frame) => [
        frame.seconds * 1_000_000 + frame.nanoseconds / 1000,
        frame.capturedLength,
        frame.originalLength,
        Buffer.from(frame.bytes).toString('base64'),
      ]
      expect(ours.frames.map(comparable), path).toEqual(await readByPcapParser(path))
    }
    expect(readable.length).toBeGreaterThan(0)
  }, 20_000)
})

describe.skipIf(!existsSync(`${shared}/conformance/expected`))(
  'tshark and onwire (needs ../shared/conformance)',
  () => {
    const expected = existsSync(`${shared}/conformance/expected/manifest.jsonl`)
      ? readFileSync(`${shared}/conformance/expected/manifest.jsonl`, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Expected)
      : []

    test('see the same frames', async () => {
      const different: string[] = []
      for (const { capture, status, output } of expected) {
        if (status !== 'ok') continue
        const { frames, error } = await readFile(`${corpus}/${capture}`)
        if (error) different.push(`${capture}: ${error.message}`)
        const lines = gunzipSync(readFileSync(`${shared}/conformance/expected/${output}`))
          .toString()
          .trim()
          .split('\n')
          .filter((line) => line !== '')
        const theirs = lines
          .map((line) => JSON.parse(line) as ExpectedFrame)
          .map((frame) => `${frame['frame.time_epoch'] ?? ''} ${frame['frame.len']} ${frame['frame.cap_len']}`)
        const ours = frames.map((frame) => `${timeOf(frame)} ${frame.originalLength} ${frame.capturedLength}`)
        if (ours.join('\n') !== theirs.join('\n')) different.push(capture)
      }
      expect(different.sort()).toEqual(knownDifferences)
    }, 20_000)
  },
)

test('a copy of a pcap file is the same file', async () => {
  const different = []
  for (const path of captures) {
    const { file, frames, error } = await readFile(path)
    if (!file?.pcapHeader || error) continue
    const encoder = captureEncoder(file, {})
    const output = new OutputBytes(encoder.littleEndian)
    encoder.start(output)
    const batch = new Batch()
    for (const frame of frames) encoder.frame(output, batch.hold(frame), 0)
    if (!readFileSync(path).equals(output.bytes.subarray(0, output.length))) different.push(path.replace(/.*\//, ''))
  }
  // Their times have fractions of a second that are one or more.
  const odd = [
    'atm-oam-loopback-print-overrun.pcap',
    'fuzz-2021-06-07-c6c72a0a56.pcap',
    'rx_serviceid_oobr.pcap',
    'timestamp_invalid_micro.pcap',
    'timestamp_invalid_nano.pcap',
  ]
  expect(odd).toEqual(expect.arrayContaining(different))
})

interface Expected {
  readonly capture: string
  readonly status: string
  readonly output: string
}

type ExpectedFrame = Record<'frame.time_epoch' | 'frame.len' | 'frame.cap_len', string | number | undefined>

const knownDifferences = [
  // tshark 4.0 counts Custom Blocks as frames.
  ...['be', 'le'].flatMap((order) =>
    ['017', '018', '102', '202'].map((number) => `google+gopacket/pcapgo/tests/${order}/test${number}.pcapng`),
  ),
  // Fractions of a second that are one or more: tshark shows them with ten digits, or negative.
  'ntop+nDPI/tests/cfgs/default/pcap/fuzz-2021-06-07-c6c72a0a56.pcap',
  // The lengths tshark shows leave out the pseudo-header of SunATM.
  'the-tcpdump-group+tcpdump/tests/atm-heapoverflow.pcap',
  'the-tcpdump-group+tcpdump/tests/atm-oam-heapoverflow.pcap',
  'the-tcpdump-group+tcpdump/tests/atm-oam-loopback-print-overrun.pcap',
  'the-tcpdump-group+tcpdump/tests/rx_serviceid_oobr.pcap',
  'the-tcpdump-group+tcpdump/tests/timestamp_invalid_micro.pcap',
  'the-tcpdump-group+tcpdump/tests/timestamp_invalid_nano.pcap',
].sort()

function timeOf({ seconds, nanoseconds }: Frame): string {
  return Number.isNaN(seconds) ? '' : `${seconds}.${String(nanoseconds).padStart(9, '0')}`
}

async function readFile(
  path: string,
): Promise<{ file: CaptureFile | undefined; frames: Frame[]; error: CaptureError | undefined }> {
  const frames: Frame[] = []
  let file: CaptureFile | undefined
  try {
    file = await openFile(path)
    for await (const batch of file) frames.push(...batch)
    return { file, frames, error: undefined }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    return { file, frames, error }
  }
}

function readByPcapParser(path: string): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    const packets: unknown[][] = []
    // It copies all it has with each piece that comes: so in one piece.
    parse(Readable.from([readFileSync(path)]))
      .on('packet', ({ header, data }) =>
        packets.push([
          header.timestampSeconds * 1_000_000 + header.timestampMicroseconds,
          header.capturedLength,
          header.originalLength,
          Buffer.from(data).toString('base64'),
        ]),
      )
      .on('end', () => resolve(packets))
      .on('error', reject)
  })
}
