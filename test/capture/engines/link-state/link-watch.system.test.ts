/** What Linux really says: in a network namespace of its own, things are done to interfaces. */
import { execFileSync, spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LiveEvent } from '../../../../src/capture/live-capture.ts'

const missing = whatIsMissing()
const network = `onwire-watch-${process.pid}`

describe.skipIf(missing !== undefined)(
  `watching interfaces${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    beforeAll(() => {
      execFileSync('ip', ['netns', 'add', network])
    })
    afterAll(() => {
      execFileSync('ip', ['netns', 'del', network])
    })

    test('down, up, addresses, a new name, and away', () => {
      const steps = watch(
        [
          'link add on0 type veth peer name on1',
          'addr add 192.0.2.1/24 dev on0',
          'link set on0 up',
          'link add bridge0 type bridge',
        ],
        ['on0', 'any'],
        [
          ['link set on1 up'],
          ['link set on0 mtu 1400', 'link set on0 master bridge0', 'link set on0 nomaster'],
          ['addr add 192.0.2.9/24 dev on0'],
          ['addr del 192.0.2.9/24 dev on0'],
          ['addr add 2001:db8::9/64 dev on0 nodad'],
          ['link set on1 down'],
          ['link set on1 up'],
          ['link set on0 down', 'link set on0 name on2'],
          ['link set on2 up'],
          ['link del on2'],
        ],
      )
      expect(
        steps.map((events) =>
          events
            .filter(({ detail = '' }) => !detail.startsWith('fe80'))
            .map(({ kind, detail }) => [kind, ...(detail ? [detail] : [])]),
        ),
      ).toEqual([
        [['up']],
        [],
        [['address-added', '192.0.2.9/24']],
        [['address-removed', '192.0.2.9/24']],
        [['address-added', '2001:db8::9/64']],
        [['down', 'no carrier']],
        [['up']],
        [
          ['down', 'set down'],
          ['address-removed', '2001:db8::9/64'],
          ['renamed', 'on2'],
        ],
        [['up']],
        [['down', 'set down'], ['address-removed', '192.0.2.1/24'], ['deleted']],
      ])
      expect(new Set(steps.flat().map((event) => event.interface))).toEqual(new Set(['on0']))
    })

    test('an interface that moves to another namespace is gone', () => {
      const [events] = watch(
        ['link add on3 type veth peer name on4'],
        ['on3'],
        [['netns add NETWORK-2', 'link set on3 netns NETWORK-2', 'netns del NETWORK-2']],
      )
      expect(events).toEqual([
        { interface: 'on3', kind: 'deleted', detail: expect.stringMatching(/another network namespace/) },
      ])
    })

    test('more messages than the socket holds: what is missed is found out', () => {
      const many = Array.from(
        { length: 2000 },
        (_, number) => `addr add 10.${number >> 8}.${number & 255}.1/32 dev on5`,
      )
      const [events, after] = watch(
        ['link add on5 type veth peer name on6', 'link set on5 up', 'link set on6 up', 'addr add 192.0.2.1/24 dev on5'],
        ['on5'],
        [
          ['link set on6 down', ...many, 'addr del 192.0.2.1/24 dev on5', 'link set on6 up', 'link set on5 down'],
          ['link set on5 up'],
        ],
      )
      expect(events!.filter(({ kind }) => kind === 'address-added')).toHaveLength(2000)
      expect(events).toContainEqual({ interface: 'on5', kind: 'address-removed', detail: '192.0.2.1/24' })
      expect(events!.filter(({ kind }) => kind === 'up' || kind === 'down').at(-1)).toMatchObject({ kind: 'down' })
      expect(after).toContainEqual({ interface: 'on5', kind: 'up' })
    })

    function watch(
      before: readonly string[],
      names: readonly string[],
      steps: readonly (readonly string[])[],
    ): LiveEvent[][] {
      const { stdout, stderr } = spawnSync(
        'ip',
        [
          'netns',
          'exec',
          network,
          process.execPath,
          '--input-type=module',
          '-e',
          program,
          JSON.stringify({ before, names, steps }).replaceAll('NETWORK', network),
        ],
        { encoding: 'utf8', timeout: 15_000 },
      )
      if (stdout === '') throw new Error(stderr)
      return JSON.parse(stdout) as LiveEvent[][]
    }
  },
)

const built = (file: string) => JSON.stringify(pathToFileURL(`build/library/capture/${file}.js`).href)
const program = `
  import { execFileSync } from 'node:child_process'
  import { loadLibc } from ${built('libc')}
  import { LinkWatch } from ${built('engines/link-state/link-watch')}

  const { before, names, steps } = JSON.parse(process.argv[1])
  const ip = (lines) => execFileSync('ip', ['-batch', '-'], { input: lines.join('\\n') })
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 60))
  ip(before)
  await quiet()
  const watch = new LinkWatch(await loadLibc(), names)
  const events = []
  for (const step of steps) {
    ip(step)
    // Carriers are told of a little later than they come and go.
    await quiet()
    const said = []
    for (let more = watch.read(); more.length > 0; more = watch.read()) said.push(...more)
    events.push(said)
  }
  watch.close()
  console.log(JSON.stringify(events))
`

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has netlink'
  if (process.getuid?.() !== 0) return 'it needs root'
  if (spawnSync('which', ['ip']).status !== 0) return 'ip is not installed'
  return spawnSync(process.execPath, ['-e', 'require("koffi")']).status === 0 ? undefined : 'koffi is not installed'
}
