import { describe, expect, test } from 'vitest'
import { Scene, Talk, talk } from './scene.ts'

const data = (length: number) => 'x'.repeat(length)
const syn = { flags: { syn: true, ack: false } }
const reset = { flags: { rst: true } }

test('nothing is wrong with a connection that is opened, used and closed', () => {
  const { scene } = talk().open().say(0, 'ask').say(1, 'answer').say(0).close()
  expect(scene.found()).toEqual([])
})

describe('connections', () => {
  test('that are refused', () => {
    const { scene } = talk().say(0, '', syn).say(1, '', reset)
    expect(scene.finding('connection-refused')).toMatchObject({
      severity: 'error',
      subject: '192.0.2.2:80',
      text: 'refuses connections of 192.0.2.1',
      packets: [1, 2],
    })
  })

  test('that are refused by many are one finding', () => {
    const scene = new Scene()
    for (let port = 1; port <= 12; port++) new Talk(scene, undefined, [40_000, port]).say(0, '', syn).say(1, '', reset)
    expect(scene.found()).toEqual(['error connection-refused'])
    expect(scene.finding('connection-refused')).toMatchObject({ subject: '192.0.2.1', figures: { servers: 12 } })
  })

  test('that get no answer, but not where the capture ends at once', () => {
    expect(talk().say(0, '', syn).scene.found()).toEqual([])
    const repeated = new Scene()
    new Talk(repeated).say(0, '', syn)
    new Talk(repeated.wait(1)).say(0, '', syn)
    expect(repeated.finding('connection-unanswered')).toMatchObject({
      severity: 'error',
      text: 'no answer to 2 SYNs of 192.0.2.1',
      packets: [1, 2],
    })
  })

  test('that are reset instead of an answer, not those that are idle or closed', () => {
    const asked = talk().open().say(0, 'ask')
    expect(asked.say(1, '', reset).scene.finding('connection-reset')).toMatchObject({
      severity: 'error',
      packets: [4, 5],
    })
    expect(talk().open().say(0, 'ask').say(1, 'answer').say(0).wait(60).say(1, '', reset).scene.found()).toEqual([])
    const closed = talk()
      .open()
      .say(0, 'ask')
      .say(0, '', { flags: { fin: true } })
    expect(closed.say(1, '', reset).scene.found()).toEqual([])
  })

  test('that are reset as soon as they are accepted', () => {
    expect(talk().open().say(1, '', reset).scene.finding('connection-reset')).toMatchObject({ severity: 'warning' })
  })

  test('that the client gives up, if it waited', () => {
    expect(talk().open().say(0, 'ask').wait(5).say(0, '', reset).scene.finding('connection-reset')).toMatchObject({
      severity: 'warning',
      text: 'the client resets the connection after 5.00 s without an answer',
    })
    expect(talk().open().say(0, 'bye').say(0, '', reset).scene.found()).toEqual([])
  })
})

describe('slow servers', () => {
  test('are slow to accept: also where the SYN was repeated', () => {
    const slow = talk().say(0, '', syn)
    slow.next[0]--
    slow
      .wait(1)
      .say(0, '', syn)
      .say(1, '', { flags: { syn: true } })
      .say(0)
    slow.say(0, 'ask').say(1, '').say(1, 'answer').say(0).close()
    expect(slow.scene.finding('slow-accept')).toMatchObject({ severity: 'warning', packets: [1, 2, 3] })
  })

  test('are not slow where the network is', () => {
    const far = talk()
      .say(0, '', syn)
      .wait(1.2)
      .say(1, '', { flags: { syn: true } })
      .say(0)
    far.say(0, 'ask').wait(1.2).say(1, '').say(1, 'answer').say(0)
    expect(far.scene.found()).toEqual([])
  })

  test('are slow to answer, by more than the network', () => {
    const slow = talk().open().say(0, 'ask').say(1).wait(3).say(1, 'answer').say(0).close()
    expect(slow.scene.finding('slow-answer')).toMatchObject({
      severity: 'note',
      packets: [4, 6],
      figures: { slow: 1, timed: 1, longest: 3.002, roundTrip: 0.001 },
    })
    // A later answer need not be one.
    const pushed = talk()
      .open()
      .say(0, 'ask')
      .say(1, 'answer')
      .say(0, 'subscribe')
      .say(1)
      .wait(30)
      .say(1, 'news')
      .say(0)
    expect(pushed.close().scene.found()).toEqual([])
  })
})

describe('loss', () => {
  test('after the capture point', () => {
    const sent = talk().open()
    for (let index = 0; index < 12; index++) {
      sent.say(0, data(100))
      if (index % 3 === 0) sent.wait(0.3).again(0, data(100))
      sent.say(1)
    }
    expect(sent.close().scene.found()).toEqual(['warning loss-after'])
    expect(sent.scene.finding('loss-after')).toMatchObject({
      subject: '192.0.2.1 > 192.0.2.2',
      figures: { lost: 4, segments: 16, share: 0.25 },
    })
  })

  test('before the capture point', () => {
    const sent = talk().open()
    for (let index = 0; index < 12; index++) {
      const first = data(100)
      sent.say(0, first, { captured: index % 3 !== 0 })
      if (index % 3 === 0) {
        sent.say(0, data(50)).say(1, '', { behind: 150 })
        // What was missing is sent again.
        sent.next[0] -= 50
        sent.wait(0.3).again(0, first)
        sent.next[0] += 50
      }
      sent.say(1)
    }
    expect(sent.close().scene.found()).toEqual(['warning loss-before'])
  })

  test('is not what was sent again once or twice, nor what came in another order', () => {
    const sent = talk().open().say(0, data(100)).wait(0.3).again(0, data(100)).say(1)
    for (let index = 0; index < 5; index++) {
      sent.next[0] += 100
      sent.again(0, data(100))
      sent.next[0] += 100
      sent.again(0, data(100))
      sent.next[0] -= 100
      sent.again(0, data(100))
      sent.next[0] += 100
      sent.say(1)
    }
    expect(sent.close().scene.found()).not.toContain('warning loss-before')
  })

  test('of the capture itself', () => {
    const sent = talk().open().say(0, data(100)).say(0, data(100), { captured: false }).say(0, data(100)).say(1)
    expect(sent.close().scene.found()).toEqual(['warning capture-gaps'])
    expect(sent.scene.finding('capture-gaps')).toMatchObject({ figures: { bytes: 100, directions: 1 } })
  })
})

describe('segments that are sent again and again', () => {
  test('are a storm, the graver if they are never acknowledged', () => {
    const sent = talk().open().say(0, data(100))
    for (const seconds of [0.3, 0.6, 1.2, 2.4]) sent.wait(seconds).again(0, data(100))
    expect(sent.scene.found()).toEqual(['error retransmission-storm'])
    expect(sent.scene.finding('retransmission-storm')).toMatchObject({ count: 4, figures: { length: 100 } })
    expect(sent.say(1).close().scene.found()).toEqual(['warning retransmission-storm'])
  })

  test('are a black hole if they are large and small ones pass', () => {
    const sent = talk().open().say(0, data(100)).say(1).say(0, data(1400))
    for (const seconds of [0.3, 0.6, 1.2, 2.4]) sent.wait(seconds).again(0, data(1400))
    expect(sent.scene.found()).toEqual(['error mtu-black-hole'])
    expect(sent.scene.finding('mtu-black-hole')).toMatchObject({
      subject: '192.0.2.1:40000 > 192.0.2.2:80',
      figures: { again: 4, length: 1400, longestPassed: 100 },
    })
  })

  test('are no black hole where others of that length have passed', () => {
    const sent = talk().open().say(0, data(1400)).say(1).say(0, data(1400))
    for (const seconds of [0.3, 0.6, 1.2, 2.4]) sent.wait(seconds).again(0, data(1400))
    expect(sent.scene.found()).toEqual(['error retransmission-storm'])
  })
})

describe('a closed window', () => {
  test('is told with how long it was closed', () => {
    const stalled = talk().open().say(0, data(1000)).say(1, '', { window: 0 }).wait(2).say(1, '', { window: 8192 })
    expect(stalled.close().scene.finding('zero-window')).toMatchObject({
      severity: 'warning',
      subject: '192.0.2.1:40000 > 192.0.2.2:80',
      packets: [5, 6],
      figures: { stalls: 1, longest: 2.001 },
    })
  })

  test('is grave if it stays closed, and nothing if it is open at once', () => {
    const hanging = talk().open().say(0, data(1000)).say(1, '', { window: 0 }).wait(20).say(1, '', { window: 0 })
    expect(hanging.scene.found()).toEqual(['error zero-window'])
    const brief = talk().open().say(0, data(1000)).say(1, '', { window: 0 }).say(1, '', { window: 8192 })
    expect(brief.close().scene.found()).toEqual([])
  })
})
