/** Which processes and packets are taken for those of a command where only /proc tells. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FlowChoice } from '../../../src/capture/traffic/best-effort/flow-choice.ts'
import { ProcessTree } from '../../../src/capture/traffic/best-effort/process-tree.ts'
import type { Flow, Process } from '../../../src/capture/processes/owner.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { Talk } from '../../reports/conversation.ts'

describe('the processes of a command', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'onwire-tree-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const start = (pid: number, parent: number, state = 'S') => {
    mkdirSync(join(folder, `${pid}`), { recursive: true })
    writeFileSync(join(folder, `${pid}`, 'stat'), `${pid} (a) S 1 (b) ${state} ${parent} 1 1 0 -1`)
  }
  const end = (pid: number) => rmSync(join(folder, `${pid}`), { recursive: true })

  test('are its descendants, also once their parents or they have ended', () => {
    for (const [pid, parent] of [
      [1, 0],
      [10, 1],
      [20, 10],
      [21, 20],
      [30, 1],
    ] as const)
      start(pid, parent)
    const tree = new ProcessTree(10, folder)
    expect([10, 20, 21, 30, 1].map((pid) => tree.has(pid))).toEqual([true, true, true, false, false])
    expect(tree.look()).toBe(3)
    end(20)
    start(21, 1)
    expect(tree.look()).toBe(2)
    start(22, 21)
    expect(tree.has(22)).toBe(true)
    end(21)
    end(22)
    start(10, 1, 'Z')
    expect(tree.look()).toBe(0)
    expect([21, 22].map((pid) => tree.has(pid))).toEqual([true, true])
  })

  test('are those that lost their parents, where this process adopts them', () => {
    start(5, 1)
    start(6, 5)
    start(10, 5)
    const tree = new ProcessTree(10, folder, 5)
    start(7, 5)
    tree.begin()
    start(20, 5)
    start(21, 20)
    expect([10, 20, 21, 6, 7, 5, 1].map((pid) => tree.has(pid))).toEqual([true, true, true, false, false, false, false])
    expect(tree.look()).toBe(3)
  })

  test('are not known of one that ended before it was seen, and numbers may be used again', () => {
    start(10, 1)
    start(20, 10)
    const tree = new ProcessTree(10, folder)
    expect(tree.has(99)).toBe(undefined)
    expect(tree.look()).toBe(2)
    end(20)
    tree.look()
    start(20, 1)
    expect(tree.look()).toBe(1)
    expect(tree.has(20)).toBe(false)
  })
})

describe('the packets of a command', () => {
  const process = (pid: number): Process => ({ pid, name: 'a', command: 'a', user: 0, bestEffort: true })
  const [client, server] = [2000, 80] as const
  const { packets } = new Talk({ address: [192, 0, 2, 1], port: client }).open().say(0, 'question').say(1, 'answer')
  const kept = (owner: (port: number) => Process | undefined, isOwn: (pid: number) => boolean | undefined) => {
    const choice = new FlowChoice({ ownerOf: ({ sourcePort }: Flow) => owner(sourcePort) }, isOwn)
    const answers = packets.map((bytes) => choice.keeps(new Batch().hold(Frame.of(bytes, { linkType: 101 })), 0))
    return { kept: [...new Set(answers)], unknown: choice.unknown }
  }

  test('are those of which it owns one end', () => {
    const owners = (port: number) => process(port)
    expect(kept(owners, (pid) => pid === client)).toEqual({ kept: [true], unknown: 0 })
    expect(kept(owners, (pid) => pid === server)).toEqual({ kept: [true], unknown: 0 })
    expect(kept(owners, () => false)).toEqual({ kept: [false], unknown: 0 })
  })

  test('and those of unknown processes, which are counted', () => {
    expect(
      kept(
        () => undefined,
        () => false,
      ),
    ).toEqual({ kept: [true], unknown: packets.length })
    expect(
      kept(
        (port) => (port === server ? process(7) : undefined),
        () => false,
      ).unknown,
    ).toBe(packets.length)
    expect(kept(process, () => undefined).unknown).toBe(packets.length)
  })

  test('a flow keeps its last known owner', () => {
    let known = true
    const choice = new FlowChoice({ ownerOf: () => (known ? process(7) : undefined) }, () => true)
    const keeps = (index: number, now: number) =>
      choice.keeps(new Batch().hold(Frame.of(packets[index]!, { linkType: 101 })), 0, now)
    expect(keeps(0, 0)).toBe(true)
    known = false
    expect(keeps(3, 5000)).toBe(true)
    expect(choice.unknown).toBe(0)
  })
})
