/** What must not compile, and what must. */
import { matchers, recordTraffic, type Request } from 'onwire/check'
import { expect } from 'vitest'
import 'onwire/vitest'

export async function typed(): Promise<readonly Request['status'][]> {
  const traffic = await recordTraffic(() => 7, { quiet: 50 })
  const seven: number = traffic.result
  expect(traffic).toHaveSent('dns')
  expect(traffic).not.toMatchTraffic('a.snap', { ignore: ['http.date'] })
  // @ts-expect-error a filter is a text
  expect(traffic).toHaveSent(seven)
  // @ts-expect-error there is no such option
  await recordTraffic(() => 7, { queit: 50 })
  expect.extend(matchers)
  return traffic.requests.map(({ status }) => status)
}
