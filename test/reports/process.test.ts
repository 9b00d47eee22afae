import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { plainPalette } from '../../src/text/palette.ts'
import type { FrameField } from '../../src/packet/frame-fields.ts'
import { packetFields } from '../../src/packet/packet-fields.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'
import { Talk } from './conversation.ts'

test('a connection is that of the process its frames are marked with, if any', () => {
  const fields = packetFields as Record<string, FrameField>
  fields['onwire.process.pid'] = {
    type: 'number',
    label: 'Process',
    read: (batch, index) => (batch.number(index) === 1 ? undefined : 77),
  }
  fields['onwire.process.name'] = {
    type: 'text',
    label: 'Process name',
    read: (batch, index) => (batch.number(index) === 1 ? undefined : 'curl\x1b'),
  }
  const report = new TrafficReport()
  for (const [index, bytes] of [
    ...new Talk().open().packets,
    ...new Talk({ address: [192, 0, 2, 1], port: 41_000 }).open().packets,
  ].entries()) {
    // Options are asked for only where there are some.
    const marked = index < 3
    report.take(
      new Batch().hold(new Frame(index + 1, 0, index, bytes.length, bytes.length, 101, 0, bytes, 0, 0, marked ? 4 : 0)),
    )
  }
  const summary = report.summary()
  expect(summary.connections.map(({ process }) => process)).toEqual([{ pid: 77, name: 'curl\x1b' }, undefined])
  expect(summaryText(summary, plainPalette)).toContain('curl\\x1b[77]\n')
})
