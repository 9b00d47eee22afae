import { describe, expect, test } from 'vitest'
import { fieldRows } from '../../src/cli/commands/fields.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { onwire } from '../support/onwire.ts'

const listed = async (...words: string[]) => {
  const { stdout, stderr, status } = await onwire(['fields', ...words])
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout
}

describe('onwire fields', () => {
  test('lists names, types and labels in columns', async () => {
    expect(await listed('tcp.flags.')).toMatchInlineSnapshot(`
      "tcp.flags.ack    boolean  Acknowledgment
      tcp.flags.ae     boolean  Accurate ECN
      tcp.flags.cwr    boolean  Congestion Window Reduced
      tcp.flags.ece    boolean  ECN-Echo
      tcp.flags.fin    boolean  Fin
      tcp.flags.push   boolean  Push
      tcp.flags.res    number   Reserved
      tcp.flags.reset  boolean  Reset
      tcp.flags.str    text     Flags in letters
      tcp.flags.syn    boolean  Syn
      tcp.flags.urg    boolean  Urgent
      "
    `)
  })

  test('finds by name or label, by all of several words, whatever their case', async () => {
    expect(await listed('MAC', 'arp', 'target')).toMatchInlineSnapshot(`
      "aarp.dst.hw_mac  ether  Target MAC Address
      arp.dst.hw_mac   ether  Target MAC Address
      "
    `)
    expect(await listed('mac arp')).toBe(await listed('MAC', 'arp'))
  })

  test('has protocols, the frame, processes, and names that fields share', async () => {
    const names = (await listed())
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(' ')[0]!)
    expect(names).toEqual(
      expect.arrayContaining(['tcp', 'frame', 'frame.number', 'onwire.process.name', 'tcp.port', 'tcp.payload']),
    )
    expect(names).toEqual([...new Set(names)].toSorted())
    expect(await listed('tcp.port')).toMatch(/^tcp\.port +number +Source Port or Destination Port$/m)
    expect(await listed('onwire.process')).toMatchInlineSnapshot(`
      "onwire.process.command  text    Command
      onwire.process.name     text    Process Name
      onwire.process.pid      number  Process Id
      onwire.process.user     number  User
      "
    `)
    expect(await listed('ip.host')).toMatch(/^ip\.host +text +Source Address or Destination Address$/m)
  })

  test('as JSON', async () => {
    expect(JSON.parse(await listed('tcp.port', 'source', '--format', 'json'))).toEqual([
      { name: 'tcp.port', type: 'number', label: 'Source Port or Destination Port' },
    ])
    expect(await listed('tcp.port', 'source', '--format=ndjson')).toBe(
      '{"name":"tcp.port","type":"number","label":"Source Port or Destination Port"}\n',
    )
  })

  test.each([
    [['sorce'], 'there is no field whose name or label contains "sorce"; did you mean source?'],
    [['ip.sorce'], 'there is no field whose name or label contains "ip.sorce"; did you mean ip.src?'],
    [['tcp', 'zzzzzzzzzzzz'], 'there is no field whose name or label contains "zzzzzzzzzzzz"'],
    [['vxlan', 'mac'], 'there is no field whose name or label contains all of "vxlan" "mac"'],
  ])('%j finds nothing, which is exit status 1, as with grep', async (words, message) => {
    expect(await onwire(['fields', ...words])).toEqual({ stdout: '', stderr: `onwire: ${message}\n`, status: 1 })
    expect(await onwire(['fields', ...words, '--format', 'json'])).toMatchObject({ stdout: '[]\n', status: 1 })
  })

  test('shows them in no other way', async () => {
    expect(await onwire(['fields', '--format', 'csv'])).toEqual({
      stdout: '',
      stderr: 'onwire: --format is line, json or ndjson, not "csv"\n',
      status: 2,
    })
  })
})

test('a name that is listed is one for filters and for --fields', () => {
  const rows = fieldRows()
  expect(rows.length).toBeGreaterThan(900)
  // Every ninth: looking for one in all protocols takes milliseconds.
  for (const { name } of rows.filter((_, index) => index % 9 === 0)) {
    expect(() => compileDisplayFilter(name)).not.toThrow()
    expect(fieldNamed(name).name).toBe(name)
  }
})
