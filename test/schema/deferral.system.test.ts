import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Looks at the built library, file by file, in a process of its own: elsewhere others have used the definitions. */
test('to load the library builds few definitions: they wait until they are used', () => {
  const program = `await import('./build/library/decode.js')
    const { protocols } = await import('./build/library/protocols/index.js')
    const built = Object.entries(protocols).filter(([, schema]) => schema.waiting === undefined)
    console.log(JSON.stringify({ all: Object.keys(protocols).length, built: built.map(([name]) => name) }))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  const { all, built } = JSON.parse(stdout) as { readonly all: number; readonly built: readonly string[] }
  expect(all).toBeGreaterThan(80)
  // Its cursor is what segments are read with.
  expect(built).toEqual(['tcp'])
})
