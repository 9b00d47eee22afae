#!/usr/bin/env node
// Starts the built command; nothing else.
const { existsSync } = require('node:fs')
const { built, load } = require('./load.js')

if (existsSync(built('main.cjs'))) {
  load('main.cjs')
} else {
  process.stderr.write('onwire: it is not built yet: run `npm run build` first\n')
  process.exitCode = 3
}
