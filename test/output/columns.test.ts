import { describe, expect, test } from 'vitest'
import { manyColors } from '../../src/cli/terminal/colors.ts'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { lineOutput, plainPalette, TextBuffer, type OutputOptions, type Palette } from '../../src/output/index.ts'
import { displayWidth } from '../../src/text/width.ts'
import { framesOf } from '../support/packets.ts'

const usual: OutputOptions = {
  time: 'epoch',
}

function linesOf(frames: readonly Frame[], options: OutputOptions): string[] {
  const output = lineOutput({ ...usual, ...options })
  const text = new TextBuffer(16)
  for (const frame of frames) output.packet(new Batch().hold(frame), 0, text)
  return new TextDecoder().decode(text.written).trimEnd().split('\n')
}

const width = (cells: number) => ({ width: () => cells })
const captures = [
  'web.pcapng',
  'dns.pcapng',
  'ipv6.pcapng',
  'vlan.pcapng',
  'snaplen.pcap',
  'stp.pcapng',
  'lossy.pcapng',
]

describe('lines on a terminal', () => {
  test.each([80, 120, 160])('of %i cells', async (cells) => {
    const lines = linesOf(framesOf('web.pcapng'), { ...width(cells), number: true })
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../golden/lines/web-${cells}.txt`)
  })

  test.each(captures)('fit its width: %s', (capture) => {
    for (const cells of [1, 20, 60, 80, 100, 200])
      for (const options of [{}, { link: true, number: true }, { checksums: true }])
        for (const line of linesOf(framesOf(capture), { ...width(cells), ...options }))
          expect(displayWidth(line)).toBeLessThanOrEqual(cells)
  })

  test('have columns that grow and never shrink', () => {
    const lines = linesOf(framesOf('ipv6.pcapng'), width(200))
    const places = lines.map((line) => line.indexOf(' > '))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(new Set(places).size).toBeGreaterThan(1)
  })

  test('are cut with an ellipsis, unless they may be wide', () => {
    const frames = framesOf('web.pcapng')
    const narrow = linesOf(frames, width(90))
    const wide = linesOf(frames, { ...width(90), wide: true })
    expect(narrow[6]).toMatch(/ TCP +74 SYN seq 0 .*…$/)
    expect(wide[6]).toMatch(/ TCP +74 SYN seq 0 win 64240 mss 1460 sackOK ts 3912826577\/0 wscale 10$/)
    expect(wide.every((line) => !line.includes('…'))).toBe(true)
    expect(linesOf(frames, { ...width(90), verbose: 1 }).join('\n')).toMatch(/ wscale 10\n {4}IP tos/)
  })

  test('keep what is wrong where they are cut', () => {
    const lines = linesOf(framesOf('snaplen.pcap'), width(88))
    expect(lines[2]).toMatch(/ SYN seq 0 .*… \[\|tcp\]$/)
  })

  test('follow the terminal when its width changes', () => {
    let cells = 80
    const output = lineOutput({ ...usual, width: () => cells })
    const text = new TextBuffer()
    const [first] = framesOf('web.pcapng').slice(6)
    for (cells of [80, 200]) output.packet(new Batch().hold(first!), 0, text)
    const [narrow, wide] = new TextDecoder().decode(text.written).split('\n')
    expect(displayWidth(narrow!)).toBe(80)
    expect(wide).toMatch(/ wscale 10$/)
  })
})

/** Writes what is colored in brackets. */
const marked: Palette = {
  ...plainPalette,
  trouble: (text) => `<error ${text}>`,
  warning: (text) => `<warning ${text}>`,
  family: (text, family) => `<${family} ${text}>`,
}

describe('colors of lines', () => {
  test('change nothing else', () => {
    const bracketed: Palette = { ...marked, time: bold, address: bold, name: bold, faint: bold }
    for (const capture of captures) {
      const colored = linesOf(framesOf(capture), { palette: bracketed }).map((line) =>
        line.replaceAll(/<\w+ ([^<>]*)>/g, '$1'),
      )
      expect(colored).toEqual(linesOf(framesOf(capture), {}))
    }
  })

  test.each([
    ['tcp-refused.pcapng', /<error TCP> \d+ <error RST ACK seq/],
    ['zero-window.pcapng', /<warning TCP> \d+ <warning ACK .* win 0/],
    ['unreachable.pcapng', /<error ICMP> \d+ <error Host unreachable/],
    ['traceroute.pcapng', /<warning ICMP> \d+ <warning Time to live exceeded/],
    ['web.pcapng', /<warning HTTP> \d+ <warning HTTP\/1\.1 404/],
    ['dns.pcapng', /<warning DNS> \d+ <warning response No such name/],
    ['snaplen.pcap', /<stream TCP> 74 SYN .* <error \[\|tcp\]>/],
    ['arp.pcap', /<neighbors ARP>/],
    ['ntp.pcapng', /<management NTP>/],
    ['web.pcapng', /<names DNS> 72 query A/],
    ['tls.pcapng', /<security TLS>/],
    ['udp.pcap', /<datagrams UDP>/],
    ['ping.pcap', /<control ICMP> \d+ Echo request/],
  ])('say what a packet means: %s', (capture, line) =>
    expect(linesOf(framesOf(capture), { palette: marked }).join('\n')).toMatch(line),
  )

  test('stand out from black and from white', () => {
    for (const [family, code] of Object.entries(manyColors)) {
      const light = luminance(Number(code.split(';')[2]))
      expect([family, 1.05 / (light + 0.05) >= 3, (light + 0.05) / 0.05 >= 3]).toEqual([family, true, true])
    }
  })
})

const bold = (text: string) => `<bold ${text}>`

/** The relative luminance (WCAG 2) of one of the colors 16 to 231 of xterm. */
function luminance(color: number): number {
  const levels = [0, 95, 135, 175, 215, 255]
  const place = color - 16
  const [red, green, blue] = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((index) => {
    const part = levels[index]! / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
