/** `import 'onwire/vitest'`: matchers for traffic in Vitest's `expect`. */
import { expect } from 'vitest'
import { matchers, type TrafficMatchers } from './testing/matchers.ts'

expect.extend(matchers)

declare module 'vitest' {
  // The parameter is Vitest's own, and it must have the same name and default.
  // oxlint-disable-next-line no-explicit-any no-unused-vars
  interface Matchers<T = any> extends TrafficMatchers {}
}

export {
  canRecordTraffic,
  recordingTrouble,
  recordTraffic,
  Traffic,
  type RecordedTraffic,
  type RecordOptions,
} from './index.ts'
