/** The mount protocol, which gives the file handle of a path: RFC 1813, appendix I, and RFC 1094, appendix A. */
import { bytes, lineOf, list, protocol, record, u32, when, type View } from '../../../schema/index.ts'
import { calledFacts, calledIn, chosenByStatus, nameOfCall } from './called.ts'
import { countText, follows, last, one, string } from './data-representation.ts'
import { fileHandle, handleText, statusText } from './nfs/common.ts'
import { byProgram, flavors } from './procedures.ts'

const versions = byProgram[100005]!
const path = { path: string('mount.path', 'Path') }
const next = u32('rpc.value_follows', 'Value follows', { names: follows })

const mounted = record('Mount', { next })
  .choice('next', { 1: { host: string('mount.dump.hostname', 'Host'), directory: string('mount.dump.directory', 'Directory') } })
const group = record('Group', { next }).choice('next', { 1: { name: string('mount.export.group', 'Group') } })
const exported = record('Export', { next })
  .choice('next', { 1: { directory: string('mount.export.directory', 'Directory'), groups: list('', 'Groups', group, { last }) } })
const flavor = record('Flavor', { flavor: u32('mount.flavor', 'Flavor', { names: flavors }) })

const isMounted = (layer: View) => calledIn(layer)?.isReply === true && calledIn(layer)?.procedure === 1
const isVersion3 = (layer: View) => calledIn(layer)?.version === 3

export const mount = protocol('mount', 'Mount Service', { 'rpc.program': ['100005.1', '100005.2', '100005.3'] })
  .specified('RFC 1813')
  .borrows('nfs', 'rpc')
  .facts(calledFacts('mount.procedure', versions))
  .fields({ status: when(isMounted, u32('mount.status', 'Status')) })
  .choice(chosenByStatus, {
    'call 1':  path,
    'reply 1': {
      handle:      when(isVersion3, one('File Handle', fileHandle)),
      fixedHandle: when((layer) => !isVersion3(layer), bytes('nfs.fhandle', 'File Handle', 32)),
      flavorCount: when(isVersion3, u32('mount.flavors', 'Number of Flavors')),
      flavors:     list('', 'Flavors', flavor, { count: 'flavorCount' }),
    },
    'reply 2': { mounts: list('', 'Mounts', mounted, { last }) },
    'call 3':  path,
    'reply 5': { exports: list('', 'Exports', exported, { last }) },
  })
  .colored('management', ({ status = 0 }) => (status > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { status = 0, path: asked, handle, exports, mounts } = layer
    return lineOf([
      nameOfCall(layer, versions), asked?.[0]?.value, status > 0 ? statusText(status) : undefined, handleText(handle),
      exports?.flatMap(({ directory }) => directory?.[0]?.value ?? []).join(' ') || undefined,
      countText(exports ?? mounts, 'entries'),
    ])
  })
