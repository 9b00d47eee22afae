// Keeps what Node compiles of the bundle when a file is looked at in the usual ways, so that load.js need not compile it again. Part of the build.
const { spawnSync } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { codeOf, load, scripts } = require('./load.js')

const capture = join(__dirname, '..', 'captures', 'http.pcapng')
const lines = [
  ['--count'],
  ['-f', 'tcp port 80 and host 10.0.0.1', '--count'],
  ['-Y', 'tcp.port == 80 and ip.addr == 10.0.0.0/8', '--count'],
  [],
  ['--format', 'tree'],
  ['--format', 'ndjson', '--fields', 'frame.number,ip.src'],
]

if (process.argv.length > 2) {
  process.on('exit', () => {
    for (const [file, script] of scripts) writeFileSync(codeOf(file), script.createCachedData())
  })
  load('main.cjs')
} else {
  // One after the other: each begins with the code of those before it, and adds its own.
  for (const line of lines) {
    const { status, stderr } = spawnSync(process.execPath, [__filename, 'read', capture, ...line], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) throw new Error(`onwire read ${line.join(' ')} ended with status ${status}: ${stderr}`)
  }
}
