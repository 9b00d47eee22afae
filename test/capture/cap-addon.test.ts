import { expect, test } from 'vitest'
import { linkTypeOfCap, notLoaded } from '../../src/capture/engines/cap/addon.ts'

test.each([
  [`Cannot find package 'cap' imported from /x/cap-addon.js`, /no such package.*npm install cap$/],
  [
    `Cannot find module '../build/Release/cap.node'\nRequire stack:\n- /x/cap/lib/Cap.js`,
    /without its compiled addon.*npm rebuild cap$/,
  ],
  ['libpcap.so.0.8: cannot open shared object file: No such file or directory', /no libpcap.*apt-get install libpcap/],
  [
    `The module '/x/cap.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 108.`,
    /another version of Node.*npm rebuild cap$/,
  ],
  ['invalid ELF header', /invalid ELF header.*npm rebuild cap$/],
])('says what to do about %j', (message, expected) => {
  const error = notLoaded(new Error(message))
  expect(error).toMatchObject({ name: 'CaptureError', code: 'no-engine' })
  expect(error.message).toMatch(expected)
  expect(error.message).not.toMatch(/\n|setcap/)
})

test('knows the link types cap names, and those it only numbers', () => {
  expect(['ETHERNET', 'RAW', 'Unknown linktype 276', 'TOKEN_RING'].map(linkTypeOfCap)).toEqual([1, 101, 276, undefined])
})
