import { describe, expect, test } from 'vitest'
import { onwire, shell } from '../support/onwire.ts'

const numbers = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { 'frame.number': number })['frame.number'])
const read = (...words: string[]) => onwire(['read', 'captures/http.pcapng', ...words])
const shown = ['--format', 'ndjson', '--fields', 'frame.number']

describe('--display-filter, or -Y', () => {
  test('shows the packets that pass, with their numbers in the file', async () => {
    const { stdout, stderr, status } = await read('-Y', 'tcp.flags.fin == 1 or tcp.flags.syn == 1', ...shown)
    expect({ numbers: numbers(stdout), stderr, status }).toEqual({ numbers: [3, 4, 22, 23], stderr: '', status: 0 })
  })

  test('-c counts those that pass, and so does --count', async () => {
    expect(numbers((await read('--display-filter', 'http.request', '-c', '3', ...shown)).stdout)).toEqual([6, 10, 12])
    expect((await read('-Y', 'http.request', '--count')).stdout).toBe('7 packets\n')
    expect((await read('-Y', 'udp', '--count')).stdout).toBe('0 packets\n')
  })

  test('-w writes those that pass', async () => {
    const { stdout } = await shell(
      "onwire read captures/ping.pcap -Y 'icmp.type == 8' -w - | onwire read - --format ndjson --fields icmp.type",
    )
    expect(new Set(stdout.split('\n').filter(Boolean))).toEqual(new Set(['{"icmp.type":[8]}']))
  })

  test('one that is not understood is a message that points at the place, exit status 2 and no output', async () => {
    expect(await read('-Y', 'ip and tcp.prt == 80')).toEqual({
      stdout: '',
      status: 2,
      stderr:
        'onwire: the left side must be a field, not tcp.prt; did you mean tcp.port?\n  ip and tcp.prt == 80\n         ^^^^^^^\n',
    })
  })
})
