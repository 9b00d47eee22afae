#!/usr/bin/env node
// Starts the built command; nothing else.
import { existsSync } from 'node:fs'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) {
  await import(main.href)
} else {
  process.stderr.write('onwire: it is not built yet: run `npm run build` first\n')
  process.exitCode = 3
}
