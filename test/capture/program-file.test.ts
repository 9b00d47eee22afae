import { expect, test } from 'vitest'
import { programFile } from '../../src/capture/program-file.ts'

const thread = 'engines/libpcap/capture-thread'
const bundled = `file:///onwire/dist/programs/${thread}.js`

test.each([
  ['the library', 'file:///onwire/dist/library/capture.js', bundled],
  ['a file of the library that has its name', 'file:///onwire/dist/library/program-file.js', bundled],
  ['the command', 'file:///onwire/dist/cli/libpcap.cjs', bundled],
  ['a program', 'file:///onwire/dist/programs/traffic/isolated/isolated-process.js', bundled],
  ['a file that programs share', 'file:///onwire/dist/programs/program-file-4x.js', bundled],
  [
    'modules',
    'file:///onwire/build/library/capture/program-file.js',
    `file:///onwire/build/library/capture/${thread}.js`,
  ],
  ['sources', 'file:///onwire/src/capture/program-file.ts', `file:///onwire/build/library/capture/${thread}.js`],
])('a program is found from %s', (_, from, expected) => {
  expect(programFile(thread, from).href).toBe(expected)
})
