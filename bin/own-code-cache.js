// Keeps the compiled code of the command where Node cannot do that itself (before 22.8). V8 accepts the code of another build of its line and
// crashes on it, and code with a bit changed as well. So it is kept for one build of Node, one bundle and one set of flags, with checksums.
const fs = require('node:fs')
const { createRequire } = require('node:module')
const { basename, dirname, join } = require('node:path')
const vm = require('node:vm')
const { crc32 } = require('node:zlib')
const { mustBeSafe } = require('./code-cache.js')

/** Bytes of compiled code of one file, at most; that of the definitions has about 4 MB once all of them were built. */
const largest = 16 << 20
/** For how many other Nodes and bundles code is kept. */
const mostOthers = 3

/**
 * Loads a CommonJS file, and the files beside it that it requires, from code kept in the user's own folder `cache`; keeps, at the end of
 * the process, what was not kept yet. Whatever is wrong with the cache, the file is loaded.
 */
function loadFromCodeCache(file, cache) {
  const identity = identityOf(file)
  if (identity === undefined) return require(file)
  const folder = join(cache, `${process.version}-${hexSum(identity)}`)
  const loaded = new Map()
  const requireOther = createRequire(file)
  const load = (name) => {
    const known = loaded.get(name)
    if (known !== undefined) return known.module.exports
    const path = join(dirname(file), name)
    const { script, kept } = compile(path, identity, join(folder, `${name}.code`))
    const module = { exports: {} }
    loaded.set(name, { module, script, ...kept })
    const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : requireOther(id))
    script.runInThisContext()(module.exports, requireFrom, module, path, dirname(path))
    return module.exports
  }
  process.once('exit', () => keep(loaded, cache, folder))
  return load(basename(file))
}

/** What compiled code is good for, as one line of text; undefined where that cannot be told. */
function identityOf(file) {
  // What a Node that is linked with V8 consists of is not one file.
  if (process.config.variables.node_shared) return undefined
  try {
    const { dev, ino, size, mtimeMs } = fs.statSync(process.platform === 'linux' ? '/proc/self/exe' : process.execPath)
    const { version, versions, arch, platform, execArgv, env } = process
    const node = [version, versions.v8, arch, platform, dev, ino, size, mtimeMs]
    // V8 itself refuses code that was made with other flags; with these each set of flags has its own.
    return JSON.stringify([...node, execArgv, env.NODE_OPTIONS ?? '', dirname(file)])
  } catch {
    return undefined
  }
}

const prefix = '(function (exports, require, module, __filename, __dirname) { '

function compile(path, identity, codePath) {
  const text = fs.readFileSync(path)
  const made = { identity, sourceLength: text.length, source: crc32(text) }
  const found = read(codePath, made)
  const script = new vm.Script(`${prefix}${text}\n})`, {
    filename: path,
    columnOffset: -prefix.length,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(found && { cachedData: found.code }),
  })
  return { script, kept: { made, ranWith: found && !script.cachedDataRejected ? found.ranWith : [] } }
}

/** The code in a file, and the names of the files that ran when it was made; undefined if it is not there or not to be trusted. */
function read(path, made) {
  let descriptor
  try {
    descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW)
    const { mode, uid, size } = fs.fstatSync(descriptor)
    if ((mode & 0o170000) !== 0o100000 || uid !== process.geteuid() || (mode & 0o022) !== 0) return undefined
    if (size > largest) return undefined
    const bytes = fs.readFileSync(descriptor)
    const end = bytes.indexOf('\n') + 1
    const { code: sum, ranWith, ...madeThen } = JSON.parse(bytes.toString('utf8', 0, end))
    const code = bytes.subarray(end)
    return JSON.stringify(madeThen) === JSON.stringify(made) && crc32(code) === sum ? { code, ranWith } : undefined
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor)
  }
}

/** Writes the code of files of which none is kept, or one made before as many files had run: functions are compiled when they first run. */
function keep(loaded, cache, folder) {
  try {
    const names = [...loaded.keys()]
    const files = [...loaded].filter(([, { ranWith }]) => !names.every((name) => ranWith.includes(name)))
    if (files.length === 0) return
    mustBeSafe(cache, true)
    if (fs.mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) removeOthers(cache, folder)
    mustBeSafe(folder, true)
    for (const [name, { script, made, ranWith }] of files)
      write(join(folder, `${name}.code`), { ...made, ranWith: [...new Set([...ranWith, ...names])] }, script)
  } catch {
    // Without it, the next start takes longer.
  }
}

function write(path, header, script) {
  const code = script.createCachedData()
  const line = JSON.stringify({ ...header, code: crc32(code) })
  // V8 copies code that does not begin at a multiple of 8 bytes.
  const bytes = Buffer.concat([Buffer.from(`${line}${' '.repeat(7 - (Buffer.byteLength(line) % 8))}\n`), code])
  if (bytes.length > largest) return
  const temporary = `${path}.${process.pid}`
  try {
    fs.writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' })
    fs.renameSync(temporary, path)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}

/** Leaves the newest few of the code that is for other Nodes and bundles. */
function removeOthers(cache, folder) {
  const others = fs
    .readdirSync(cache)
    .filter((name) => /^v[\d.]+-[\da-f]{8}$/.test(name) && name !== basename(folder))
    .map((name) => ({ path: join(cache, name), time: fs.lstatSync(join(cache, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time)
  for (const { path } of others.slice(mostOthers)) fs.rmSync(path, { recursive: true, force: true })
}

const hexSum = (text) => crc32(text).toString(16).padStart(8, '0')

module.exports = { loadFromCodeCache }
