/** The agreement on the fields of protocols as a table, and the document that holds it. */
import { setAside, type Agreement, type FieldFigures } from './agreement.ts'

/** Fields of a protocol, the most used ones. */
const mostFields = 40

/** Counts of values and byte ranges: those that are the same, and all. */
type Sum = Pick<FieldFigures, 'same' | 'all' | 'sameRanges' | 'allRanges'>

interface Row extends Sum {
  readonly protocol: string
  readonly captures: number
  readonly packets: number
  /** The fields compared, the most used first. */
  readonly used: readonly (readonly [name: string, figures: FieldFigures])[]
  /** How many of the most used fields of tshark onwire does not have. */
  readonly lacking: number
}

/** A row for each protocol with fields that both have, in alphabetical order. */
export const rowsOf = (agreement: Agreement): readonly Row[] =>
  [...agreement]
    .filter(([, { fields }]) => fields.size > 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([protocol, { captures, packets, fields, lacking }]) => {
      const used = [...fields].toSorted(([, one], [, other]) => other.all - one.all).slice(0, mostFields)
      return {
        protocol,
        captures: captures.size,
        packets,
        used,
        lacking: lackingAmong(
          [...fields.values()].map(({ all }) => all),
          [...lacking.values()],
        ),
        ...totalOf(used.map(([, figures]) => figures)),
      }
    })

/** How many of the most used fields are among the lacking ones, by the packets that they are in. */
const lackingAmong = (present: readonly number[], lacking: readonly number[]): number =>
  [
    ...present.map((packets) => ({ packets, isLacking: false })),
    ...lacking.map((packets) => ({ packets, isLacking: true })),
  ]
    .toSorted((one, other) => other.packets - one.packets)
    .slice(0, mostFields)
    .filter(({ isLacking }) => isLacking).length

export function totalOf(sums: readonly Sum[]): Sum {
  const total = { same: 0, all: 0, sameRanges: 0, allRanges: 0 }
  for (const { same, all, sameRanges, allRanges } of sums) {
    total.same += same
    total.all += all
    total.sameRanges += sameRanges
    total.allRanges += allRanges
  }
  return total
}

/** Rounded down, so that 100 % is all of them. */
export const percent = (same: number, all: number): string =>
  all === 0 ? '-' : `${(Math.floor((1000 * same) / all) / 10).toFixed(1)} %`

export const tableOf = (rows: readonly Row[]): string =>
  [
    '| protocol | captures | packets | fields | only in tshark | values | byte ranges |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ protocol, captures, packets, used, lacking, same, all, sameRanges, allRanges }) =>
        `| ${protocol} | ${captures} | ${packets} | ${used.length} | ${lacking} | ${percent(same, all)} | ${percent(sameRanges, allRanges)} |`,
    ),
  ].join('\n')

/** docs/conformance.md. */
export function conformanceDocument(rows: readonly Row[], captures: number, tshark: string): string {
  const { same, all, sameRanges, allRanges } = totalOf(rows)
  return `# Agreement with tshark

Written by \`npm run conformance -- --markdown docs/conformance.md\` over ${captures} captures: those of other projects beside this checkout, and
\`captures/\`. Both programs read them as they do by default, ${tshark} in one pass. **${percent(same, all)}** of ${all} values and
**${percent(sameRanges, allRanges)}** of ${allRanges} byte ranges agree.

Compared are, of each protocol, the ${mostFields} fields found in the most packets that have the same name in both. *Only in tshark* says how
many of the ${mostFields} most used are not among them, since onwire has no field of that name. A value is all that a packet has under the name, in order; a
field that is only in one of the two is a difference. Of a capture, the first 2,000 packets count, without those that tshark itself calls
malformed or cut short. Protocols are distinguished by the first word of a name.

Known differences of representation, which do not count:

- Numbers are compared as numbers, flags as 0 and 1, times in UTC, decimals to six digits or half a microsecond, bytes without separators, text up to
  its first zero byte, where tshark ends it, without padding and characters that do not print, which tshark escapes.
- Structures and lists are there or not: as a value, onwire has their bytes, tshark the number of items, which alternative it is, or nothing.
- Every byte that onwire reads belongs to a field: text includes the blank, the delimiter or the line end after it, values of ASN.1 their
  tag and length, which tshark mostly leaves out. Either range is right.
- Of bits, onwire shows the bytes that they are in, tshark the whole unit. Header lines and options are shown by tshark as a whole under the
  name of their value, which may be the range of the record around it in onwire.
- Ranges are compared where both have as many places for a name; otherwise the values differ already, or one has none, as for what was
  worked out.
${setAside.map(({ text, reason }) => `- ${text} is not compared: ${reason}.`).join('\n')}

Differences that count, and why they are there:

- After bytes that were not captured, tshark decodes the next segment at once, onwire when it is certain that they are missing (\`tls\`). What
  is sent again is decoded once by onwire, each time by tshark (\`dnp3\`). Of a message in several segments, tshark shows what the first ones
  hold, too (\`thrift\`).
- tshark knows some protocols by their port alone, onwire by what they say: damaged packets and others on that port are \`data\` in onwire. Its
  guesses by first bytes differ, too (\`wg\`, \`stun\`, \`data\`).
- Some dissectors of tshark split connections, such as those of VNC and SOCKS: \`tcp.stream\` and \`udp.stream\` differ. What is counted from the
  beginning of the stream is not compared then.
- Values of tshark 4.0 that are not those on the wire: 0 for the End option of DHCP, 4 for any \`bvlc.length\`, \`ntp.precision\` without a sign,
  \`tcp.option_kind\` also of what follows the end of options.
- \`quic.decryption_failed\` is on each packet that onwire does not open; version Q050 is \`quic\` in tshark, \`gquic\` in onwire; \`rtp.setup-frame\` may be
  that of another description of the medium.
- Fields that onwire has elsewhere only: \`dhcp.option.value\` of known options, \`ber.bitstring.padding\`, \`icmp.data_time\`, which is data here.

${tableOf(rows)}
`
}
