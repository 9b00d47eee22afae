import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

describe('Elasticsearch', () => {
  const packets = dialog(
    [
      ['>', bytesOf('4553 00000011 0000000000000004 00 006bba83 00000000')],
      ['<', bytesOf('4553 0000000d 0000000000000004 03 005cc663')],
    ],
    { port: 9300 },
  )
  test('tree of a request', () => expectGolden(packets[0]!, 'elasticsearch-request', 'elasticsearch'))
  test('a request and its response', () => {
    expect(summariesOf(packets[0]!, 'elasticsearch')).toEqual(['Request 4, version 7.6.0'])
    expect(summariesOf(packets[1]!, 'elasticsearch')).toEqual(['Response 4, version 6.8.0, error'])
    expect(valuesOf(packets[1]!, 'elasticsearch.response_to')).toEqual([1])
  })
})
