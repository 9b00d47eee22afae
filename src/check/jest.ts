/**
 * `import 'onwire/jest'`: matchers for traffic in the global `expect` of Jest, and of runners that have one like it.
 */
import { matchers, type TrafficMatchers } from './testing/matchers.ts'

const { expect } = globalThis as { readonly expect?: { extend(matchers: object): void } }
if (expect === undefined)
  throw new TypeError(
    'onwire/jest needs a global expect; where there is none: ' +
      "import { matchers } from 'onwire/check', and expect.extend(matchers)",
  )
expect.extend(matchers)

declare global {
  // Jest's own, which others add to.
  // oxlint-disable-next-line no-namespace
  namespace jest {
    // oxlint-disable-next-line no-unused-vars
    interface Matchers<R, T = {}> extends TrafficMatchers<R> {}
  }
}

export {
  canRecordTraffic,
  recordingTrouble,
  recordTraffic,
  Traffic,
  type RecordedTraffic,
  type RecordOptions,
} from './index.ts'
