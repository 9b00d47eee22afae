import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { DiagnosisReport, diagnosisText } from '../../../src/reports/index.ts'
import { plainPalette } from '../../../src/text/palette.ts'
import { framesOf } from '../../support/packets.ts'

const diagnosisOf = (frames: Iterable<Frame>) => {
  const report = new DiagnosisReport()
  for (const frame of frames) report.take(new Batch().hold(frame))
  return report.diagnosis()
}

test.each([
  'lossy.pcapng',
  'zero-window.pcapng',
  'http-post.pcapng',
  'tls.pcapng',
  'unreachable.pcapng',
  'ipv6.pcapng',
])('%s, damaged: whatever the bytes are, there is a diagnosis', (capture) => {
  const frames = framesOf(capture)
  const damages = fc.array(fc.tuple(fc.nat(frames.length - 1), fc.nat(200), fc.nat(255)), { maxLength: 100 })
  fc.assert(
    fc.property(damages, fc.nat(1500), (all, captured) => {
      const bytes = frames.map((frame) => frame.bytes.slice())
      for (const [which, at, value] of all) if (at < bytes[which]!.length) bytes[which]![at] = value
      const damaged = frames.map(({ number, seconds, nanoseconds, linkType, originalLength }, index) =>
        Frame.of(bytes[index]!.subarray(0, captured < 200 ? captured : undefined), {
          number,
          seconds,
          nanoseconds,
          linkType,
          originalLength,
        }),
      )
      const diagnosis = diagnosisOf(damaged)
      expect(diagnosis.packets).toBe(frames.length)
      expect(JSON.stringify(diagnosis)).not.toContain('null')
      diagnosisText(diagnosis, plainPalette)
    }),
    { numRuns: 25 },
  )
})

test.each(['lossy.pcapng', 'zero-window.pcapng', 'tcp-refused.pcapng', 'dns.pcapng', 'http.pcapng'])(
  '%s without times: nothing is measured that has none',
  (capture) => {
    const frames = framesOf(capture).map(({ bytes, number, linkType, originalLength }) =>
      Frame.of(bytes.slice(), { number, linkType, originalLength }),
    )
    const diagnosis = diagnosisOf(frames)
    expect(JSON.stringify(diagnosis)).not.toContain('null')
    expect(diagnosisText(diagnosis, plainPalette)).not.toContain('NaN')
  },
)
