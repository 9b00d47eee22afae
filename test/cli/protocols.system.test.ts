import { describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

describe('onwire protocols', () => {
  test.each([
    [
      ['vxlan'],
      /^vxlan +Virtual eXtensible Local Area Network +udp\.port 4789, 4790 +https:\/\/www\.rfc-editor\.org\/rfc\/rfc7348\n$/,
    ],
    [
      ['hypertext', 'transfer', 'version', '3'],
      /^http3 +Hypertext Transfer Protocol Version 3 +quic\.alpn h3, h3-29 +https:\/\/www\.rfc-editor\.org\/rfc\/rfc9114\n$/,
    ],
    [['heuristic', 'ssdp'], /^onwire: there is no protocol/],
    [['1900'], /^ssdp .*udp\.port 1900/m],
    [['vxlan', '--disable-protocol', 'vxlan'], /^vxlan +Virtual eXtensible Local Area Network +https:\S+7348\n$/],
    [['rfc', '9114'], /^http3 /],
    [['bittorrent', 'bep'], / https:\/\/www\.bittorrent\.org\/beps\/bep_0003\.html\n/],
    [['spanning'], / IEEE 802\.1Q-2018, section 14\n$/],
    [['dns', 'udp.port', '9053', '--decode-as', 'udp.port==9053,dns'], /^dns .*udp\.port 53, 9053/],
  ])('%j', async (words, expected) => {
    const { stdout, stderr } = await onwire(['protocols', ...words])
    expect(`${stderr}${stdout}`).toMatch(expected)
  })

  test('as JSON has all that there are, each once', async () => {
    const { stdout } = await onwire(['protocols', '--format', 'json'])
    const rows = JSON.parse(stdout) as readonly { readonly name: string; readonly over: readonly string[] }[]
    expect(rows.length).toBeGreaterThan(80)
    expect(rows.map(({ name }) => name)).toEqual([...new Set(rows.map(({ name }) => name))].toSorted())
    expect(rows.find(({ name }) => name === 'http')!.over).toEqual(
      expect.arrayContaining([expect.stringMatching(/^tcp\.port 80\b/), 'heuristic in tcp']),
    )
  })
})

describe('--disable-protocol', () => {
  const names = async (...words: readonly string[]) =>
    (await onwire(['read', 'captures/web.pcapng', '--format', 'csv', '--fields', 'frame.protocols', ...words])).stdout

  test('leaves what it would be to others, and can be repeated', async () => {
    expect(await names()).toMatch(/:http/)
    expect(await names('--disable-protocol', 'http')).toMatch(/:dns/)
    expect(await names('--disable-protocol', 'http')).not.toMatch(/:http/)
    expect(await names('--disable-protocol', 'http', '--disable-protocol', 'dns')).not.toMatch(/:http|:dns/)
  })

  test('says which name may have been meant', async () => {
    expect(await onwire(['read', 'captures/web.pcapng', '--disable-protocol', 'htpp'])).toEqual({
      stdout: '',
      stderr: 'onwire: --disable-protocol htpp: there is no protocol "htpp": did you mean http?\n',
      status: 2,
    })
  })
})
