// Where Node keeps the compiled code of the command, so that it is compiled once on a machine and not at each start. Node makes and checks
// the cache (module.enableCompileCache, Node 22.8 and later); this only chooses a folder that nobody else can write, since loading a
// cache is running code. Nothing compiled is packed: an older V8 accepts the code of another Node of its line, and crashes on it.
const { lstatSync, mkdirSync, realpathSync } = require('node:fs')
const module_ = require('node:module')
const { homedir } = require('node:os')
const { dirname, isAbsolute, join } = require('node:path')

/** Has Node keep compiled code in the user's cache folder, where this Node can and the folder is the user's alone. Never fails. */
function enableCodeCache() {
  if (module_.enableCompileCache === undefined || process.geteuid === undefined) return
  const folder = codeCacheFolder()
  if (folder !== undefined) module_.enableCompileCache(folder)
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

/** Folders above may be root's, and may be open to all where each can only change what is their own (/tmp). */
function mustBeSafe(folder, own) {
  const { mode, uid } = lstatSync(folder)
  const user = process.geteuid()
  const owned = uid === user || (!own && uid === 0)
  const closed = (mode & 0o022) === 0 || (!own && (mode & 0o1000) !== 0)
  if ((mode & 0o170000) !== 0o040000 || !owned || !closed) throw new Error(`${folder} can be changed by others`)
}

module.exports = { codeCacheFolder, enableCodeCache }
