import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaptureSettings } from '../../../src/capture/engines/engine.ts'
import { programOf, quoted, remoteScript, type RemoteProgram } from '../../../src/capture/remote/remote-script.ts'

const shells = ['sh', 'bash', 'dash', 'zsh', 'fish', 'csh', 'tcsh'].filter(
  (shell) => spawnSync('which', [shell]).status === 0,
)

describe('a quoted word is the same word to a shell', () => {
  const awkward = fc.string({ unit: fc.constantFrom(...'a \'"\\$`!\n*~#;&|(%{\té') })
  test.each(shells)('%s', (shell) => {
    // Shells that descend from csh end a word at the end of a line.
    const words = /csh/.test(shell) ? awkward.map((word) => word.replaceAll('\n', ' ')) : awkward
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), (list) => {
        const { stdout } = spawnSync(shell, ['-c', `printf '%s\\0' ${list.map(quoted).join(' ')}`], {
          encoding: 'utf8',
        })
        expect(stdout.split('\0').slice(0, -1)).toEqual(list)
      }),
      { numRuns: 30 },
    )
  })

  test('twice, as it is where a script is a word', () => {
    fc.assert(
      fc.property(awkward, (word) => {
        const { stdout } = spawnSync('sh', ['-c', `sh -c ${quoted(`printf %s ${quoted(word)}`)}`], { encoding: 'utf8' })
        expect(stdout).toBe(word)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-remote-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const called = join(folder, 'called')
  beforeEach(() => {
    for (const name of ['tcpdump', 'dumpcap', 'sudo', 'called']) rmSync(join(folder, name), { force: true })
  })

  test('runs tcpdump with all settings, and leaves its own connection out', () => {
    install('tcpdump', succeeds)
    const { said, words } = run(['eth 0'], {
      captureFilter: "udp and not host 'x'",
      snapLength: 96,
      timestampPrecision: 'micro',
      direction: 'out',
    })
    expect(said).toBe('tcpdump')
    expect(words).toEqual([
      '-U',
      '-w',
      '-',
      '-i',
      'eth 0',
      '-s',
      '96',
      '--time-stamp-precision=micro',
      '-Q',
      'out',
      '--',
      "not (host 192.0.2.1 and host 192.0.2.9 and tcp port 50123 and tcp port 22) and (udp and not host 'x')",
    ])
  })

  test('without a filter only its own connection is left out; without a connection nothing', () => {
    install('tcpdump', succeeds)
    expect(run([], { timestampPrecision: 'micro' }).words.slice(-2)).toEqual([
      '--',
      'not (host 192.0.2.1 and host 192.0.2.9 and tcp port 50123 and tcp port 22)',
    ])
    expect(run([], { timestampPrecision: 'micro' }, undefined, '').words).toEqual([
      '-U',
      '-w',
      '-',
      '--time-stamp-precision=micro',
    ])
    expect(run([], { captureFilter: 'udp', timestampPrecision: 'micro' }, undefined, '').words.slice(-2)).toEqual([
      '--',
      '(udp)',
    ])
  })

  test('an IPv6 address of a link is taken without its zone', () => {
    install('tcpdump', succeeds)
    expect(run([], {}, undefined, 'fe80::1%eth0 50123 fe80::2%eth0 22').words.at(-1)).toBe(
      'not (host fe80::1 and host fe80::2 and tcp port 50123 and tcp port 22)',
    )
  })

  test('takes nanoseconds where the system is Linux', () => {
    install('tcpdump', succeeds)
    expect(run([], {}).words.includes('--time-stamp-precision=nano')).toBe(process.platform === 'linux')
  })

  test('dumpcap is taken where there is no tcpdump, for several interfaces, and where it is wanted', () => {
    install('dumpcap', succeeds)
    expect(run(['eth0'], { captureFilter: 'udp' }).words).toEqual([
      '-f',
      expect.stringMatching(/and \(udp\)$/),
      '-q',
      '-w',
      '-',
      '-i',
      'eth0',
    ])
    install('tcpdump', succeeds)
    expect(run(['eth0'], {})).toMatchObject({ said: 'tcpdump' })
    expect(run(['eth0', 'lo'], {})).toMatchObject({ said: 'dumpcap', words: expect.arrayContaining(['eth0', 'lo']) })
    expect(run(['eth0'], {}, 'dumpcap')).toMatchObject({ said: 'dumpcap' })
  })

  test('what may not capture is passed over, and sudo is the last resort', () => {
    install('tcpdump', refuses)
    install('dumpcap', succeeds)
    expect(run(['eth0'], {})).toMatchObject({ said: 'dumpcap' })
    install('dumpcap', refuses)
    install('sudo', '[ "$1" = -n ] && shift && AS_ROOT=1 exec "$@"')
    expect(run(['eth0'], {})).toMatchObject({ said: 'sudo -n tcpdump', words: expect.arrayContaining(['eth0']) })
    install('sudo', 'exit 1')
    expect(run(['eth0'], {})).toMatchObject({
      said: 'tcpdump',
      status: 1,
      stderr: expect.stringMatching(/not permitted/),
    })
  })

  test('says that there is nothing to capture with', () => {
    expect(run(['eth0'], {})).toMatchObject({ said: undefined, status: 127, stderr: 'no tcpdump and no dumpcap\n' })
  })

  test('ends what captures when its input ends, and gives what it still says', () => {
    install(
      'tcpdump',
      `case $* in *-L*) exit 0 ;; esac; trap 'echo last; exit 0' TERM; echo first; while :; do sleep 0.1; done`,
    )
    expect(run(['eth0'], { immediate: true })).toMatchObject({ status: 0, stdout: 'first\nlast\n' })
  })

  const succeeds = 'case $* in *-L*) exit 0 ;; esac; printf \'%s\\n\' "$@" > "$CALLED"'
  const refuses = `[ -n "$AS_ROOT" ] || { echo 'tcpdump: eth0: Operation not permitted' >&2; exit 1; }; ${succeeds}`

  function install(name: string, body: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(folder, name), 0o755)
  }

  /** The programs that are really installed must not be found: only the folder and what the script needs are in PATH. */
  function run(
    interfaces: readonly string[],
    settings: CaptureSettings,
    wanted?: RemoteProgram,
    connection = '192.0.2.1 50123 192.0.2.9 22',
  ) {
    const script = remoteScript(interfaces, settings, wanted).replace(
      'PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin:/usr/bin',
      '',
    )
    for (const tool of ['sleep', 'uname', 'sh'])
      if (!existsSync(join(folder, tool)))
        install(tool, `PATH=/usr/bin:/bin exec ${tool} "$@"`.replace('exec sh', 'exec /bin/sh'))
    const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script], {
      encoding: 'utf8',
      input: '',
      timeout: 10_000,
      env: { PATH: folder, CALLED: called, SSH_CONNECTION: connection },
    })
    const words = existsSync(called) ? readFileSync(called, 'utf8').split('\n').slice(0, -1) : []
    return { stdout, stderr, status, said: programOf(stderr), words }
  }
})
