/** What a web page does with captures; run by test/packed/browser.system.test.ts in a browser, and without one. */
import {
  allowCodeGeneration,
  CaptureBytes,
  compileCaptureFilter,
  lineOutput,
  openBytes,
  openIndex,
  openStream,
  Packet,
  packets,
  plainPalette,
  registerProtocols,
  summaryText,
  TextBuffer,
  TrafficReport,
  verifyChecksums,
} from 'onwire/decode'
import { protocol, u16 } from 'onwire/schema'

/** @param {Record<'plain' | 'gzip' | 'zstd' | 'lz4', Uint8Array>} captures as files; gzip is of several members */
export async function run(captures, mayGenerate = true) {
  if (!mayGenerate) allowCodeGeneration(false)
  const report = new TrafficReport()
  const lines = new TextBuffer()
  const output = lineOutput(lineOptions)
  for await (const batch of await openBytes(captures.plain)) {
    report.take(batch)
    for (let index = 0; index < batch.length; index++) output.packet(batch, index, lines)
  }
  return {
    names: await namesIn(new Response(captures.plain)),
    lines: new TextDecoder().decode(lines.written),
    summary: summaryText(report.summary(), plainPalette),
    web: await countOf(captures.plain, compileCaptureFilter('tcp port 80', 1)),
    compressed: await Promise.all(['gzip', 'zstd', 'lz4'].map((kind) => countOf(captures[kind]))),
    written: await written(captures.plain),
    indexed: await indexed(captures.plain),
    acme: acme(),
    ...damaged(),
  }
}

async function namesIn(source) {
  const names = []
  for await (const packet of packets(source, { filter: 'dns.flags.response == 1' }))
    for (const { name, address } of packet.dns?.answers ?? []) names.push([name, address])
  return names
}

async function countOf(bytes, filter = { matches: () => true }) {
  let count = 0
  for await (const batch of await openStream(new Blob([bytes])))
    for (let index = 0; index < batch.length; index++) if (filter.matches(batch, index)) count++
  return count
}

/** A capture of the packets of DNS, read again. */
async function written(bytes) {
  const capture = new CaptureBytes()
  for await (const packet of packets(bytes, { filter: 'dns' })) capture.write(packet.frame)
  const lines = []
  for await (const packet of packets(capture.finish())) lines.push(String(packet))
  return lines
}

/** Packets from the last to the first, and the numbers of those of DNS. */
async function indexed(bytes) {
  const index = await openIndex(new Blob([bytes]))
  const lines = []
  for (let number = index.length; number > 0; number--) lines.push(String(await index.packet(number)))
  const found = []
  for await (const { numbers } of index.numbers('dns')) found.push(...numbers)
  return { lines, found }
}

function acme() {
  registerProtocols({
    acme: protocol('acme', 'Acme', { 'udp.port': [9999] }).fields({ value: u16('acme.value', 'Value') }),
  })
  const bytes = '4500001e0000000040110000c0000201c0000202 270f270f000a0000 0102'.replaceAll(' ', '').match(/../g)
  const packet = Packet.of(
    Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)),
    101,
  )
  return [packet.acme.value, JSON.stringify(packet.acme)]
}

function damaged() {
  const packet = Packet.of(Uint8Array.of(0x45, 0, 0, 40), 101)
  return { cut: packet.layers().at(-1).cut, checksums: verifyChecksums(packet.layers()).length }
}

const lineOptions = {
  time: 'none',
  precision: 6,
  number: true,
  link: false,
  quiet: false,
  verbose: 0,
  dump: 'none',
  payload: false,
  encoding: 'utf-8',
  checksums: false,
  absoluteSequence: false,
  palette: plainPalette,
}
