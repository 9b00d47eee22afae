import { expect, test } from 'vitest'
import { expectGolden, packetOfHex, summariesOf } from '../../support/packets.ts'

const pap = (text: string) => packetOfHex(`c023 ${text}`, 9)
const chap = (text: string) => packetOfHex(`c223 ${text}`, 9)
const request = pap('01 01 000f 05 616c696365 04 77317264')
const challenge = chap('01 02 000a 02 abcd 737276')

test('tree of a request with a password', () => expectGolden(request, 'pap', 'pap'))
test('tree of a challenge', () => expectGolden(challenge, 'chap', 'chap'))

test('lines', () => {
  expect(summariesOf(request, 'pap')).toEqual(['Authenticate-Request of alice'])
  expect(summariesOf(pap('03 01 0008 03 626164'), 'pap')).toEqual(['Authenticate-Nak: bad'])
  expect(summariesOf(challenge, 'chap')).toEqual(['Challenge of srv'])
  expect(summariesOf(chap('04 02 0007 626164'), 'chap')).toEqual(['Failure: bad'])
})
