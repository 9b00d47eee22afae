// Loads the files of the bundle, from code that the build compiled (compile.js) where this is the same Node: a third of what starting takes is to compile.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

const built = (file) => join(dirname(__dirname), 'dist', 'cli', file)
const codeOf = (file) => `${built(file)}.code`
const requireOther = createRequire(built('main.cjs'))

/** The scripts and modules loaded so far, by file. */
const scripts = new Map()
const modules = new Map()

function load(file) {
  let module = modules.get(file)
  if (module === undefined) {
    module = { exports: {} }
    modules.set(file, module)
    const script = scriptOf(file)
    scripts.set(file, script)
    script.runInThisContext()(
      module.exports,
      (name) => (name.startsWith('./') ? load(name.slice(2)) : requireOther(name)),
      module,
      built(file),
      dirname(built(file)),
    )
  }
  return module.exports
}

function scriptOf(file) {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(built(file), 'utf8')}\n})`
  return new Script(source, { filename: built(file), cachedData: compiled(file) })
}

function compiled(file) {
  try {
    return readFileSync(codeOf(file))
  } catch {
    return undefined
  }
}

module.exports = { built, codeOf, load, scripts }
