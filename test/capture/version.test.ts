import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { application, version } from '../../src/capture/version.ts'

test("is package.json's", () => {
  expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version)
  expect(application()).toBe(`onwire ${version}`)
})
