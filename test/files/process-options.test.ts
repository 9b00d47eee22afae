import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import type { CaptureDescription } from '../../src/files/description.ts'
import { Frame } from '../../src/files/frame.ts'
import { OutputBytes } from '../../src/files/output-bytes.ts'
import { encodeProcess, processOfFrame, type FrameProcess } from '../../src/files/pcapng/process-options.ts'
import { captureEncoder } from '../../src/files/writer.ts'
import { readCapture } from '../support/capture-bytes.ts'

const curl: FrameProcess & { name: string; command: string } = {
  pid: 1234,
  name: 'curl',
  command: 'curl -s http://example.test/',
  user: 1000,
  bestEffort: false,
}
const read = (options: Uint8Array, littleEndian = true): FrameProcess | undefined =>
  processOfFrame(options, 0, options.length, littleEndian)
const encoder = new TextEncoder()

/** Options of a frame: code and value, little-endian, and the end of options. */
function options(...list: readonly (readonly [code: number, value: Uint8Array | string])[]): Uint8Array {
  const parts = list.flatMap(([code, value]) => {
    const bytes = typeof value === 'string' ? encoder.encode(value) : value
    return [
      code & 0xff,
      code >> 8,
      bytes.length & 0xff,
      bytes.length >> 8,
      ...bytes,
      ...Array<number>((4 - (bytes.length % 4)) % 4).fill(0),
    ]
  })
  return Uint8Array.from([...parts, 0, 0, 0, 0])
}

describe('a process in the options of a frame', () => {
  test.each([true, false])('is read as it was written (little endian: %s)', (littleEndian) => {
    const bytes = encodeProcess(curl, littleEndian)
    expect(bytes.length % 4).toBe(0)
    expect(read(bytes, littleEndian)).toEqual(curl)
    // Both numbers as the draft has them: process 1234 of an unknown thread.
    expect([...bytes.subarray(0, 12)]).toEqual(
      littleEndian ? [8, 0, 8, 0, 0xd2, 4, 0, 0, 0, 0, 0, 0] : [0, 8, 0, 8, 0, 0, 4, 0xd2, 0, 0, 0, 0],
    )
  })

  test('has a comment that people can read', () => {
    expect(new TextDecoder().decode(encodeProcess(curl, true))).toContain(
      'process: curl, pid 1234, user 1000, command: curl -s http://example.test/',
    )
    expect(new TextDecoder().decode(encodeProcess({ ...curl, user: undefined, bestEffort: true }, true))).toContain(
      'process: curl, pid 1234, best effort, command: ',
    )
  })

  test.each<[string, Partial<typeof curl> | { user: undefined }]>([
    ['an unknown user', { user: undefined }],
    ['a name with a comma', { name: 'a, pid 5' }],
    ['best effort', { bestEffort: true }],
    ['no name', { name: '' }],
    ['control characters', { name: 'x\u001b[31m\n', command: 'sh -c "a\tb\nc\\n\\" \u202e\u0000' }],
    ['what looks like more', { command: 'x, command: y, pid 9' }],
    ['other scripts', { name: 'größe', command: '実行 --🙂' }],
  ])('survives with %s', (_, changed) => {
    const changes = { ...curl, ...changed }
    const bytes = encodeProcess(changes, true)
    expect(read(bytes)).toEqual(changes)
    expect(new TextDecoder().decode(bytes.subarray(16))).not.toMatch(/[\u0001-\u001f\u202e]/)
  })

  test('has the beginning of a long command line', () => {
    const command = read(encodeProcess({ ...curl, command: 'x'.repeat(100_000) }, true))!.command!
    expect(command).toBe(`${'x'.repeat(512)}…`)
  })

  test('may be a number alone, and 0 is none', () => {
    expect(read(options([8, Uint8Array.of(1, 2, 0, 0, 7, 0, 0, 0)]))).toEqual({ pid: 0x201, bestEffort: false })
    expect(read(options([8, new Uint8Array(8)]))).toBeUndefined()
    expect(read(options([8, Uint8Array.of(1, 0, 0, 0)]))).toBeUndefined()
    expect(read(options([1, 'process: none'], [2, new Uint8Array(4)]))).toBeUndefined()
    expect(read(new Uint8Array(0))).toBeUndefined()
  })

  test('is found among other comments', () => {
    expect(read(options([1, 'seen twice'], [1, 'process: dig, pid 7, command: dig a.test']))).toEqual({
      pid: 7,
      name: 'dig',
      command: 'dig a.test',
      user: undefined,
      bestEffort: false,
    })
  })

  test('may be written by ptcpdump', () => {
    expect(
      read(
        options(
          [1, 'PID: 99722\nCmd: /usr/bin/curl\nArgs: curl https://kernel.org'],
          [1, 'UserId: 1000'],
          [1, 'ParentPID: 1\nParentCmd: /usr/bin/bash\nParentArgs: -bash'],
        ),
      ),
    ).toEqual({ pid: 99722, name: 'curl', command: 'curl https://kernel.org', user: 1000, bestEffort: false })
    expect(read(options([1, 'PID: 5\nCmd: dig\nArgs: dig a\nb\nParentPID: 1\nParentCmd: sh']))).toMatchObject({
      pid: 5,
      name: 'dig',
      command: 'dig a\nb',
      user: undefined,
    })
    expect(read(options([1, 'ParentPID: 1\nParentCmd: sh']))).toBeUndefined()
  })

  test('is not looked for behind damage', () => {
    const bytes = encodeProcess(curl, true)
    for (let length = 0; length < bytes.length; length++) expect(() => read(bytes.slice(0, length))).not.toThrow()
    expect(read(bytes.slice(0, 20))).toEqual({ pid: 1234, bestEffort: false })
  })

  test('is known again by its bytes, and not by its place', () => {
    const memory = encodeProcess(curl, true)
    expect(read(memory)?.pid).toBe(1234)
    expect(read(memory)).toBe(read(memory))
    memory.set(encodeProcess({ ...curl, pid: 4321 }, true))
    expect(read(memory)?.pid).toBe(4321)
  })
})

describe('a frame with a process', () => {
  const memory = Uint8Array.from([...new Uint8Array(60), ...encodeProcess(curl, true)])
  const frame = new Frame(1, 1, 0, 60, 60, 1, 0, memory, 0, 60, memory.length, true)

  test('has it', () => {
    expect(frame.process).toEqual(curl)
    expect(Frame.of(new Uint8Array(60)).process).toBeUndefined()
  })

  test.each(['little', 'big'] as const)('keeps it in a file of the byte order %s-endian', (byteOrder) => {
    const source = {
      format: 'pcap',
      interfaces: [{ linkType: 1, snapLength: 0, timeResolution: 6, timeOffset: 0 }],
      sections: [],
      names: [],
      secrets: [],
    } as unknown as CaptureDescription
    const encoder = captureEncoder(source, { format: 'pcapng', byteOrder })
    const output = new OutputBytes(encoder.littleEndian)
    encoder.start(output)
    encoder.frame(output, new Batch().hold(frame), 0)
    encoder.finish(output)
    expect(readCapture(output.bytes.slice(0, output.length)).frames[0]!.process).toEqual(curl)
  })
})
