import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const segment = (text: string) => dialog([['>', text]], { port: 6379 })[0]!

describe('RESP', () => {
  test('tree of a command, from captures/redis.pcapng', () => {
    const number = [...Array(40).keys()].find((each) => packetOf('redis.pcapng', each + 1).resp !== undefined)! + 1
    return expectGolden(packetOf('redis.pcapng', number), 'resp-command', 'resp')
  })

  test('elements of arrays, null, numbers and errors', () => {
    const packet = segment('*4\r\n$-1\r\n:-7\r\n+OK\r\n*1\r\n-ERR no\r\n')
    expect(valuesOf(packet, 'resp.array.length')).toEqual([4, 1])
    expect(valuesOf(packet, 'resp.bulk_string.length')).toEqual([-1])
    expect(valuesOf(packet, 'resp.integer')).toEqual([-7])
    expect(valuesOf(packet, 'resp.error')).toEqual(['ERR no'])
  })

  test('an array is put together from its segments, and inline commands are lines', () => {
    const packets = dialog(
      [
        ['>', '*2\r\n$3\r\nGET\r\n$5\r\nab'],
        ['>', 'c\r\n\r\nPING\r\n'],
      ],
      { port: 6379 },
    )
    expect(summariesOf(packets[1]!, 'resp')[0]).toBe('Array(2): GET abc')
  })

  test('a length that is no number is unknown', () => {
    const packets = dialog([['>', '*3924x\r\n']], { port: 6379 })
    expect(summariesOf(packets[0]!, 'resp')).toEqual(['Array of unknown length'])
  })

  test('is safe', () => {
    const payload = Buffer.from('*2\r\n$3\r\nGET\r\n%1\r\n').toString('hex')
    return expectSafe(
      bytesOf(
        `45 00 003b 0001 0000 40 06 0000 c0000201 c0000202 d000 18eb 00000001 00000001 50 18 ffff 0000 0000 ${payload}`,
      ),
      101,
    )
  })
})
