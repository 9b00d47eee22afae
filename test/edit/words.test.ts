/** Words, text and domain names are replaced by others of the same length. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AddressMap } from '../../src/edit/anonymise/addresses.ts'
import { keyParts } from '../../src/edit/anonymise/key.ts'
import { TextMap, type Label } from '../../src/edit/anonymise/text-map.ts'
import { WordMap } from '../../src/edit/anonymise/word-map.ts'

const parts = keyParts(Uint8Array.from({ length: 32 }, (_, index) => index))
const words = new WordMap(parts.derived(8))
const addresses = new AddressMap(parts)
const texts = new TextMap(words, addresses)

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const word = (text: string, context?: string) => {
  const bytes = encode(text)
  words.map(bytes, 0, bytes.length, context)
  return decode(bytes)
}
const text = (written: string) => {
  const bytes = encode(written)
  texts.text(bytes, 0, bytes.length)
  return decode(bytes)
}
/** A name as on the wire, and again as text. */
const domain = (name: string) => {
  const bytes = encode(name)
  let place = 0
  const labels = name.split('.').map((label): Label => {
    const at = place
    place += label.length + 1
    return { place: at, text: label }
  })
  texts.domainName(bytes, labels)
  return decode(bytes)
}

describe('words', () => {
  test('keep their length, their case and where digits are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,60}$/), (given) => {
        const shape = (of: string) => of.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0')
        expect(shape(word(given))).toBe(shape(given))
        expect(word(given).toLowerCase()).toBe(word(given.toLowerCase()))
      }),
    )
  })

  test('are replaced one to one', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index))
    const digits = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(2, '0'))
    const short = letters.flatMap((one) => [one, ...letters.map((two) => one + two)])
    for (const all of [short, digits]) expect(new Set(all.map((each) => word(each))).size).toBe(all.length)
  })

  test('beyond ASCII become letters', () => expect(word('grün')).toMatch(/^[a-z]{5}$/))

  test('differ by context', () => expect(word('host', 'one')).not.toBe(word('host', 'other')))
})

describe('text', () => {
  test('keeps its punctuation, and the same words become the same', () => {
    const url = text('http://www.example.test:8080/a/login?user=alice&next=/login#alice')
    expect(url).toMatch(/^http:\/\/\w{3}\.\w{7}\.\w{4}:\d{4}\/\w\/\w{5}\?\w{4}=\w{5}&\w{4}=\/\w{5}#\w{5}$/)
    expect(url).not.toMatch(/www|example|test|login|user|alice/)
    const [, login, alice] = /\/\w\/(\w+)\?\w+=(\w+)/.exec(url)!
    expect(url).toMatch(new RegExp(`/${login}#${alice}$`))
  })

  test('does not show addresses by the parts that they share', () => {
    const [one, two] = [text('10.10.10.10'), text('192.10.7.7')].map((each) => each.split('.'))
    expect(one!.map((part) => part.length)).toEqual([2, 2, 2, 2])
    expect(new Set(one).size).toBeGreaterThan(1)
    expect(two![1]).not.toBe(one![1])
    expect(text('2001:db8::10')).not.toMatch(/2001|db8/)
  })

  test('has no control characters left but those between lines', () =>
    expect(text('\u0001\u007f a\r\n\tb\0')).toMatch(/^xx \w\r\n\t\w\0$/))
})

describe('domain names', () => {
  test('are replaced label by label', () => {
    const [host, zone] = [domain('www.example.test'), domain('example.test')]
    expect(host.endsWith(`.${zone}`)).toBe(true)
    expect(host).toMatch(/^\w{3}\.\w{7}\.\w{4}$/)
    expect(domain('WWW.Example.TEST').toLowerCase()).toBe(host)
    expect(text('www.example.test')).toBe(host)
  })

  test('keep what says nothing about anybody', () => {
    expect(domain('_http._tcp.local')).toBe('_http._tcp.local')
    expect(domain('printer._ipp._tcp.local')).toMatch(/^\w{7}\._\w{3}\._tcp\.local$/)
  })

  test('of IPv6 addresses are those of the replaced addresses', () => {
    const address = Uint8Array.from(Buffer.from('20010db8000000000000000000abcdef', 'hex'))
    const nibbles = () => [...Buffer.from(address).toString('hex')].toReversed().join('.')
    const before = `${nibbles()}.ip6.arpa`
    addresses.ipv6(address, 0)
    expect(domain(before)).toBe(`${nibbles()}.ip6.arpa`)
  })

  test('of IPv4 addresses keep the lengths of their numbers', () => {
    expect(domain('4.100.51.198.in-addr.arpa')).toMatch(/^\d\.\d{3}\.\d{2}\.\d{3}\.in-addr\.arpa$/)
    const [one, two] = [domain('4.100.51.198.in-addr.arpa'), domain('5.100.51.198.in-addr.arpa')]
    expect(two.slice(1)).toBe(one.slice(1))
    expect(two[0]).not.toBe(one[0])
  })
})
