/** What real scripts send, as `onwire run` shows it, while others talk to the same servers. */
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onwire, outcomeOf, type Outcome } from '../../support/onwire.ts'
import { Network, networkTrouble } from '../../support/network.ts'

const tools = ['curl', 'python3', 'npm', 'git', 'apt-get', 'ping', 'dig']
const missing =
  networkTrouble() ?? tools.find((tool) => spawnSync('which', [tool]).status !== 0)?.concat(' is not installed')
if (missing !== undefined && process.env.CI) throw new Error(`onwire run cannot be tested here: ${missing}`)

describe.skipIf(missing !== undefined)(`real scripts${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-scripts-'))
  let network: Network
  const servers: { kill(): void }[] = []

  beforeAll(async () => {
    chmodSync(folder, 0o755)
    makeFiles(folder)
    network = new Network()
    const child = network.b.start([
      process.execPath,
      resolve('test/support/servers.mjs'),
      network.b.address,
      join(folder, 'www'),
    ])
    await once(child.stdout, 'data')
    // Others who ask the same servers all the time.
    const noise = network.a.start(
      inMount([
        'sh',
        '-c',
        `while :; do curl -s http://noise.test/noise >> '${join(folder, 'noise')}'; sleep 0.05; done`,
      ]),
    )
    servers.push(child, noise)
  })
  afterAll(() => {
    for (const each of servers) each.kill()
    network?.close()
    rmSync(folder, { recursive: true })
  })

  /** Words that run where the control groups are to be seen, and names are asked of the server. */
  function inMount(words: readonly string[]): string[] {
    return [
      'sh',
      '-c',
      'mount -t cgroup2 none /sys/fs/cgroup && mount --bind "$0" /etc/resolv.conf && exec "$@"',
      join(folder, 'resolv.conf'),
      ...words,
    ]
  }

  /** Runs a script, and gives the fields of its packets. */
  async function sent(
    script: readonly string[],
    fields: readonly string[],
    filter: string,
  ): Promise<Outcome & { readonly packets: Record<string, unknown>[] }> {
    const trace = join(folder, 'trace.pcapng')
    const outcome = await outcomeOf(
      network.a.start(inMount([process.execPath, resolve('bin/onwire.js'), 'run', '-q', '-w', trace, '--', ...script])),
    )
    const { stdout } = await onwire(['read', trace, '-Y', filter, '--format', 'ndjson', '--fields', fields.join(',')])
    const foreign = await onwire(['read', trace, '-Y', 'frame contains "noise"', '--count'])
    expect(foreign.stdout).toBe('0 packets\n')
    return {
      ...outcome,
      packets: stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    }
  }

  test('curl', async () => {
    const { status, stdout, packets } = await sent(
      ['curl', '-s', 'http://example.test/a'],
      ['http.request.uri', 'http.response.code', 'dns.qry.name'],
      'http or dns',
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'file a\n' })
    expect(packets).toEqual([
      { 'dns.qry.name': ['example.test'] },
      { 'dns.qry.name': ['example.test'] },
      { 'dns.qry.name': ['example.test'] },
      { 'dns.qry.name': ['example.test'] },
      { 'http.request.uri': ['/a'] },
      { 'http.response.code': [200] },
    ])
  })

  test('a Node script with fetch', async () => {
    const script =
      "const { status } = await fetch('http://node.test/b'); console.log(status); await fetch('http://node.test/gone')"
    const { status, stdout, packets } = await sent(
      [process.execPath, '--input-type=module', '-e', script],
      ['http.request.uri', 'http.response.code'],
      'http',
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: '200\n' })
    expect(packets.flatMap((each) => each['http.request.uri'] ?? [])).toEqual(['/b', '/gone'])
    expect(packets.flatMap((each) => each['http.response.code'] ?? [])).toEqual([200, 404])
  })

  test('a Python script with urllib', async () => {
    const script =
      "import urllib.request; print(urllib.request.urlopen('http://python.test/a').read().decode(), end='')"
    const { status, stdout, packets } = await sent(
      ['python3', '-c', script],
      ['http.request.uri', 'http.user_agent'],
      'http.request',
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'file a\n' })
    expect(packets).toEqual([
      { 'http.request.uri': ['/a'], 'http.user_agent': [expect.stringMatching(/^Python-urllib/)] },
    ])
  })

  test('npm view against a registry', async () => {
    const { status, stdout, packets } = await sent(
      [
        'npm',
        'view',
        '--registry',
        'http://registry.test:4873',
        '--cache',
        join(folder, 'npm'),
        '--no-update-notifier',
        'some-package',
        'version',
      ],
      ['http.request.uri'],
      'http.request',
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: '1.0.0\n' })
    expect(packets).toEqual([{ 'http.request.uri': ['/some-package'] }])
  })

  test('git clone', async () => {
    const { status, packets } = await sent(
      ['git', 'clone', '-q', 'http://git.test/repository.git', join(folder, 'clone')],
      ['http.request.uri'],
      'http.request',
    )
    expect(status).toBe(0)
    expect(packets.flatMap((each) => each['http.request.uri'])).toEqual(
      expect.arrayContaining(['/repository.git/info/refs?service=git-upload-pack', '/repository.git/HEAD']),
    )
  })

  test('apt-get update against a mirror', async () => {
    const lists = join(folder, 'lists')
    mkdirSync(join(lists, 'partial'), { recursive: true })
    const words = [
      '-o',
      `Dir::Etc::sourcelist=${join(folder, 'sources.list')}`,
      '-o',
      'Dir::Etc::sourceparts=-',
      '-o',
      `Dir::State::lists=${lists}`,
      '-o',
      'APT::Sandbox::User=root',
      '-o',
      'Acquire::http::Proxy=false',
      '-o',
      'APT::Update::Post-Invoke-Success::=true',
    ]
    const { packets } = await sent(
      ['apt-get', 'update', '-qq', ...words],
      ['http.request.uri', 'http.user_agent'],
      'http.request',
    )
    expect(packets.flatMap((each) => each['http.request.uri'])).toEqual(
      expect.arrayContaining(['/debian/dists/stable/InRelease']),
    )
    expect(packets.flatMap((each) => each['http.user_agent'])[0]).toMatch(/APT/)
  })

  test('ping', async () => {
    const { status, packets } = await sent(['ping', '-c2', '-i0.2', '10.77.0.2'], ['icmp.type', 'icmp.seq'], 'icmp')
    expect(status).toBe(0)
    expect(packets).toEqual(
      [1, 2].flatMap((number) => [8, 0].map((type) => ({ 'icmp.type': [type], 'icmp.seq': [number] }))),
    )
  })

  test('dig', async () => {
    const { status, stdout, packets } = await sent(['dig', '+short', 'dig.test'], ['dns.qry.name', 'dns.a'], 'dns')
    expect({ status, stdout }).toEqual({ status: 0, stdout: '10.77.0.2\n' })
    expect(packets).toEqual([
      { 'dns.qry.name': ['dig.test'] },
      { 'dns.qry.name': ['dig.test'], 'dns.a': ['10.77.0.2'] },
    ])
  })

  test('others have spoken meanwhile', () => {
    expect(readFileSync(join(folder, 'noise'), 'utf8').split('noise').length).toBeGreaterThan(10)
  })

  test('a daemon that leaves its session', async () => {
    const daemon = '(setsid sh -c "(sleep 0.4; curl -s http://daemon.test/b > /dev/null) &" &)'
    const { status, packets } = await sent(['sh', '-c', daemon], ['http.request.uri'], 'http.request')
    expect(status).toBe(0)
    expect(packets).toEqual([{ 'http.request.uri': ['/b'] }])
  })
})

function makeFiles(folder: string): void {
  const www = join(folder, 'www')
  const distribution = join(www, 'debian/dists/stable')
  mkdirSync(join(distribution, 'main/binary-amd64'), { recursive: true })
  writeFileSync(join(www, 'a'), 'file a\n')
  writeFileSync(join(www, 'b'), 'file b\n')
  writeFileSync(join(www, 'noise'), 'noise\n')
  writeFileSync(join(folder, 'resolv.conf'), 'nameserver 10.77.0.2\n')
  writeFileSync(join(folder, 'sources.list'), 'deb [trusted=yes] http://mirror.test/debian stable main\n')
  writeFileSync(join(distribution, 'main/binary-amd64/Packages'), '')
  writeFileSync(
    join(distribution, 'InRelease'),
    'Suite: stable\nCodename: stable\nArchitectures: amd64\nComponents: main\nDate: Tue, 24 Nov 2026 00:00:00 UTC\n',
  )
  // Served as files: what git calls the dumb protocol.
  const [work, bare] = [join(folder, 'work'), join(www, 'repository.git')]
  const git = (...words: string[]) =>
    execFileSync('git', words, { stdio: 'pipe', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } })
  git('init', '-q', work)
  git(
    '-C',
    work,
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.test',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'first',
  )
  git('clone', '-q', '--bare', work, bare)
  git('-C', bare, 'update-server-info')
}
