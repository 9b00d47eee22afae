import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mountIn } from '../../../src/capture/traffic/linux/cgroups.ts'
import { findContainer } from '../../../src/capture/traffic/exact/watched-processes.ts'

describe('where cgroups of version 2 are mounted', () => {
  test.each([
    [
      '30 23 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate',
      { folder: '/sys/fs/cgroup', root: '/' },
    ],
    [
      '31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
      { folder: '/sys/fs/cgroup/unified', root: '/' },
    ],
    ['50 40 0:26 /docker/0a /sys/fs/cgroup ro - cgroup2 cgroup rw', { folder: '/sys/fs/cgroup', root: '/docker/0a' }],
    ['50 40 0:26 / /mnt/with\\040blank rw - cgroup2 cgroup2 rw', { folder: '/mnt/with blank', root: '/' }],
    ['32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu', undefined],
  ])('%s', (line, mount) => {
    expect(mountIn(`22 1 259:1 / / rw - ext4 /dev/root rw\n${line}\n`)).toEqual(mount)
  })
})

describe('a container by its id', () => {
  const root = mkdtempSync(join(tmpdir(), 'onwire-cgroups-'))
  afterAll(() => rmSync(root, { recursive: true }))
  const id = (start: string) => start.padEnd(64, '0')
  const pod = 'kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0d5b.slice'
  for (const path of [
    `system.slice/docker-${id('a1')}.scope`,
    `docker/${id('b2')}`,
    `${pod}/cri-containerd-${id('c3')}.scope`,
    `kubepods/burstable/pod77/${id('d4')}`,
    `machine.slice/libpod-${id('e5')}.scope/container`,
    'default/web',
    'system.slice/ssh.service',
  ])
    mkdirSync(join(root, path), { recursive: true })

  test.each([
    ['a1', `system.slice/docker-${id('a1')}.scope`],
    [id('b2'), `docker/${id('b2')}`],
    ['c3', `${pod}/cri-containerd-${id('c3')}.scope`],
    ['d40', `kubepods/burstable/pod77/${id('d4')}`],
    ['e5', `machine.slice/libpod-${id('e5')}.scope`],
    ['web', 'default/web'],
  ])('%s is found', (wanted, path) => {
    expect(findContainer(wanted, root)).toBe(join(root, path))
  })

  test('what is none, or several, is refused with what to do', () => {
    expect(() => findContainer('f6', root)).toThrow(/no ID with this prefix.*docker ps/)
    mkdirSync(join(root, `docker/${id('a1b')}`))
    expect(() => findContainer('a1', root)).toThrow(/2 containers with this prefix.*a1b/)
  })
})
