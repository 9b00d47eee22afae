#!/usr/bin/env node
// Starts the built command; nothing else.
const { existsSync } = require('node:fs')
const { join } = require('node:path')
const { loadWithCodeCache } = require('./code-cache.js')

const command = join(__dirname, '..', 'dist', 'cli', 'main.cjs')

if (existsSync(command)) {
  loadWithCodeCache(command)
} else {
  process.stderr.write('onwire: it is not built yet: run `npm run build` first\n')
  process.exitCode = 3
}
