/** What is said where no uplink of a network namespace can be used. */
import { expect, test } from 'vitest'
import { noUplink } from '../../../src/capture/traffic/isolated/uplink.ts'
import { CaptureError } from '../../../src/files/error.ts'

test('each uplink that failed is named with its reason, and what is left to do', () => {
  const failures = ['pasta', 'slirp4netns'].map(
    (path) =>
      new CaptureError({ code: 'interface-failed', path, expected: 'an uplink', found: `no route for ${path}` }),
  )
  expect(noUplink(failures).message).toMatch(
    /^expected an uplink of a network namespace, found pasta: no route for pasta; slirp4netns: no route for slirp4netns\. .*--isolate=none, with which the command is answered locally$/i,
  )
})
