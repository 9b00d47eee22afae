import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const sent = (text: string) => ['>', bytesOf(hexOf(text))] as const
const done = ['<', bytesOf('00')] as const

test('a job of LPD', async () => {
  const packets = dialog(
    [
      sent('\x02lp\n'),
      done,
      sent('\x0225 cfA001host\n'),
      done,
      sent(`${'H'.repeat(24)}\n\0`),
      done,
      sent('\x033 dfA001host\n'),
      done,
      sent('abc\0'),
      ['<', bytesOf('02')],
      sent('\x04lp bob\n'),
    ],
    { port: 515 },
  )
  expect(packets.map((packet) => summariesOf(packet, 'lpd')[0])).toEqual([
    'Request: Receive a printer job lp',
    'Response: Success: accepted, proceed',
    'Request: Receive control file 25 cfA001host',
    'Response: Success: accepted, proceed',
    '26 bytes of a file',
    'Response: Success: accepted, proceed',
    'Request: Receive data file 3 dfA001host',
    'Response: Success: accepted, proceed',
    '4 bytes of a file',
    'Response: Queue temporarily full',
    'Request: Send queue state (long) lp bob',
  ])
  await expectGolden(packets[0]!, 'lpd-job', 'lpd')
})
test('is safe', () => expectSafe(bytesOf(tcp(515, hexOf('\x02lp\n'))), raw))
