import { describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

describe('--capture-filter', () => {
  test('shows what passes, by the numbers it has in the file', async () => {
    const { stdout, status } = await onwire([
      'read',
      'captures/arp.pcap',
      '-f',
      'arp',
      '--format',
      'ndjson',
      '--fields',
      'frame.number,frame.protocols',
    ])
    expect(status).toBe(0)
    const { stdout: all } = await onwire([
      'read',
      'captures/arp.pcap',
      '--format',
      'ndjson',
      '--fields',
      'frame.number,frame.protocols',
    ])
    expect(stdout).toBe(
      all
        .split('\n')
        .filter((line) => line.includes(':arp'))
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(stdout).not.toBe('')
  })

  test('is applied before packets are counted and limited', async () => {
    const counted = async (...words: string[]) =>
      Number.parseInt((await onwire(['read', 'captures/http.pcapng', '--count', ...words])).stdout, 10)
    const all = await counted()
    const passed = await counted('--capture-filter', 'tcp src port 80')
    expect(passed).toBeGreaterThan(1)
    expect(await counted('-f', 'not tcp src port 80')).toBe(all - passed)
    expect(await counted('-f', 'tcp src port 80', '-c', `${passed - 1}`)).toBe(passed - 1)
  })

  test('is compiled for each link type of a capture', async () => {
    const { stdout, stderr, status } = await onwire([
      'read',
      'captures/link-types.pcapng',
      '-f',
      'ip or arp',
      '--count',
    ])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(1)
  })

  test.each([['tcp prot 80'], ['host example.com'], ['inbound']])(
    'that is not understood is a usage error: %s',
    async (text) => {
      const { stdout, stderr, status } = await onwire(['read', 'captures/arp.pcap', '-f', text])
      expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
      expect(stderr).toMatch(new RegExp(`^onwire: .*\n  ${text}\n +\\^+\n$`))
    },
  )
})

describe('onwire filter', () => {
  test('explains a filter', async () => {
    const { stdout, stderr, status } = await onwire(['filter', 'tcp port 443 or vlan and udp'])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).toMatch(
      /^capture filter: \(\(\(ip or ip6\) and tcp and \(src port 443 or dst port 443\)\) or vlan\) and udp\n/,
    )
    expect(stdout).toMatch(/\n {2}tcp port 443 or vlan and udp\n {2}\^{28} and and or bind alike/)
  })

  test('says what is wrong with one', async () => {
    expect(await onwire(['filter', 'tcp', 'prot', '80'])).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('\n  tcp prot 80\n      ^^^^\n') as unknown,
      status: 2,
    })
    expect(await onwire(['filter', 'vlan', '--language', 'capture', '--link-type', 'RAW'])).toMatchObject({
      stdout: '',
      status: 2,
    })
    expect(await onwire(['filter', 'vlan', '--link-type', 'PAPER'])).toMatchObject({
      stderr: 'onwire: there is no link type "PAPER"\n',
      status: 2,
    })
    expect(await onwire(['filter'])).toMatchObject({ stdout: '', status: 2 })
  })

  test('checks filters from standard input, one a line', async () => {
    const input = 'tcp port 80\nRAW\tvlan\nEN10MB\tvlan\nPAPER\tip\nip and\n  tcp\nhost\n'
    const { stdout, status } = await onwire(['filter', '-', '--language', 'capture'], { input })
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'ok',
      expect.stringMatching(/^error: .*VLAN/),
      'ok',
      'error: there is no link type PAPER',
      'ok',
      expect.stringMatching(/^error: /),
      '',
    ])
  })
})
