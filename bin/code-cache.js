// Where compiled code of the command is kept, so that it is compiled once on a machine and not at each start. Node 22.8 and later make and
// check the cache themselves (module.enableCompileCache), and own-code-cache.js does for older ones. To load compiled code is to run it, so this
// chooses a folder that nobody else can write. Nothing compiled is packed: an older V8 accepts the code of another Node of its line, and crashes on it.
const { lstatSync, mkdirSync, realpathSync } = require('node:fs')
const module_ = require('node:module')
const { homedir } = require('node:os')
const { dirname, isAbsolute, join } = require('node:path')

/** Loads a file of the bundle; keeps its compiled code in the user's cache folder, where that is the user's alone. */
function loadWithCodeCache(file) {
  const folder = isWanted() ? codeCacheFolder() : undefined
  if (folder === undefined) return require(file)
  if (module_.enableCompileCache === undefined) return require('./own-code-cache.js').loadFromCodeCache(file, folder)
  module_.enableCompileCache(folder)
  return require(file)
}

/** Not with rights that come from the program file, where the folder of whoever started it would be used with the rights of another. */
function isWanted() {
  const { env, getuid, geteuid } = process
  if (geteuid === undefined || getuid() !== geteuid()) return false
  return env.NODE_DISABLE_COMPILE_CACHE === undefined && env.NODE_V8_COVERAGE === undefined
}

/** `onwire` in $XDG_CACHE_HOME or ~/.cache, made where it is missing; undefined where another user could put a file there. */
function codeCacheFolder({ XDG_CACHE_HOME: named } = process.env, home = homedir()) {
  try {
    if (named !== undefined && isAbsolute(named)) return ownFolder(named, 'onwire')
    return ownFolder(ownFolder(home, '.cache'), 'onwire')
  } catch {
    return undefined
  }
}

/** The folder `name` in `parent`; throws where it cannot be made, or it or a folder above it can be changed by another user. */
function ownFolder(parent, name) {
  const above = realpathSync(parent)
  for (let folder = above; ; folder = dirname(folder)) {
    mustBeSafe(folder, folder === above)
    if (folder === dirname(folder)) break
  }
  const own = join(above, name)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  mustBeSafe(own, true)
  return own
}

/** Throws where another user can change a folder. Folders above may be root's, and may be open to all where each can only change what is their own (/tmp). */
function mustBeSafe(folder, own) {
  const { mode, uid } = lstatSync(folder)
  const user = process.geteuid()
  const owned = uid === user || (!own && uid === 0)
  const closed = (mode & 0o022) === 0 || (!own && (mode & 0o1000) !== 0)
  if ((mode & 0o170000) !== 0o040000 || !owned || !closed) throw new Error(`${folder} can be changed by others`)
}

module.exports = { codeCacheFolder, loadWithCodeCache, mustBeSafe }
