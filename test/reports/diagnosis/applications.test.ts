import { describe, expect, test } from 'vitest'
import { plainPalette } from '../../../src/text/palette.ts'
import { diagnosisCsv, diagnosisText } from '../../../src/reports/index.ts'
import { addresses, Scene, talk, Talk } from './scene.ts'

const [mx, aaaa] = [15, 28]
const servfail = 2
const absent = 3

describe('names', () => {
  test('that are not there, all types in one finding', () => {
    const scene = new Scene()
    for (const [id, type] of [1, aaaa].entries())
      scene.ask('www.example.test', { id, type }).answer('www.example.test', { id, type, code: absent })
    expect(scene.finding('name-failed')).toMatchObject({
      severity: 'warning',
      subject: 'A, AAAA www.example.test',
      text: 'there is no such name, says 192.0.2.2',
      packets: [1, 2, 3, 4],
    })
  })

  test('that a server fails to find', () => {
    expect(new Scene().ask('a.test').answer('a.test', { code: servfail }).found()).toEqual(['error name-failed'])
    const other = { server: '192.0.2.53' }
    const elsewhere = new Scene().ask('a.test').answer('a.test', { code: servfail }).ask('a.test', other)
    expect(elsewhere.answer('a.test', other).found()).toEqual(['note name-failed'])
  })

  test('that are there, or are names of search domains', () => {
    expect(new Scene().ask('a.test').answer('a.test').found()).toEqual([])
    const searched = new Scene().ask('a.test.corp.test').answer('a.test.corp.test', { code: absent })
    expect(searched.ask('a.test', { id: 2 }).answer('a.test', { id: 2 }).found()).toEqual([])
    expect(new Scene().ask('a.test', { type: mx }).answer('a.test', { type: mx }).found()).toEqual([])
  })

  test('that many are told as one', () => {
    const scene = new Scene()
    for (let id = 0; id < 20; id++) scene.ask(`n${id}.test`, { id }).answer(`n${id}.test`, { id, code: absent })
    expect(scene.finding('name-failed')).toMatchObject({ subject: '192.0.2.2', figures: { names: 20 } })
  })

  test('without an answer, unless the capture ends at once or it goes to a group', () => {
    expect(new Scene().ask('a.test').wait(5).ask('a.test', { id: 2 }).found()).toEqual(['error name-unanswered'])
    expect(new Scene().ask('a.test').found()).toEqual([])
    const group = { server: '224.0.0.252' }
    expect(
      new Scene()
        .ask('a.test', group)
        .wait(5)
        .ask('a.test', { id: 2, ...group })
        .found(),
    ).toEqual([])
  })

  test('that are slow', () => {
    const slow = new Scene().ask('a.test').wait(2).answer('a.test')
    expect(slow.finding('name-slow')).toMatchObject({ severity: 'warning', figures: { longest: 2.001 } })
    expect(new Scene().ask('a.test').wait(0.5).answer('a.test').found()).toEqual([])
  })
})

const get = 'GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n'
const response = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`

describe('HTTP', () => {
  test.each([
    ['200 OK', []],
    ['404 Not Found', ['note http-error']],
    ['401 Unauthorized', []],
    ['429 Too Many Requests', ['warning http-error']],
    ['503 Service Unavailable', ['error http-error']],
  ])('%s', (status, found) => {
    expect(talk().open().say(0, get).say(1, response(status)).say(0).close().scene.found()).toEqual(found)
  })

  test('credentials that are refused again and again', () => {
    const tried = talk().open()
    for (let count = 0; count < 3; count++) tried.say(0, get).say(1, response('401 Unauthorized'))
    expect(tried.close().scene.finding('http-error')).toMatchObject({
      severity: 'warning',
      subject: 'GET http://a.test/a',
      figures: { status: 401, count: 3 },
    })
  })

  test('errors of one server, if they are many, are one finding', () => {
    const asked = talk().open()
    for (let count = 0; count < 6; count++)
      asked.say(0, `GET /${count} HTTP/1.1\r\nHost: a.test\r\n\r\n`).say(1, response('404 Not Found'))
    const text = 'answered 404 Not Found to 6 requests, such as GET http://a.test/0'
    expect(asked.close().scene.diagnosis().findings).toMatchObject([{ subject: 'a.test', text, count: 6 }])
  })

  test('answers that the capture lacks are not missed', () => {
    const lacking = talk().open().say(0, get).say(1, response('200 OK'), { captured: false }).say(0).wait(9)
    expect(lacking.close().scene.found()).not.toContain('error http-unanswered')
  })

  test('requests without an answer', () => {
    const closed = talk().open().say(0, get).say(1).wait(2).close()
    expect(closed.scene.finding('http-unanswered')).toMatchObject({
      severity: 'error',
      subject: 'GET http://a.test/a',
      text: 'got no answer in 2.00 s, then the connection ended',
    })
    expect(talk().open().say(0, get).say(1).scene.found()).toEqual([])
  })

  test('answers that are slow', () => {
    const slow = talk().open().say(0, get).say(1).wait(4).say(1, response('200 OK')).say(0).close()
    expect(slow.scene.found()).toEqual(['warning http-slow'])
    expect(slow.scene.finding('http-slow')).toMatchObject({ packets: [4, 6], figures: { longest: 4.002 } })
  })
})

describe('TLS', () => {
  const text = (...bytes: readonly number[]) => String.fromCharCode(...bytes)
  const hello = (type: number, version: number) => {
    const body = [3, version, ...Array<number>(32).fill(7), 0, ...(type === 1 ? [0, 2, 0, 47, 1, 0] : [0, 47, 0])]
    return [22, 3, 1, 0, body.length + 4, type, 0, 0, body.length, ...body]
  }
  const session = (version: number) => {
    const begun = new Talk(new Scene(), [addresses.client, addresses.server], [40_000, 443]).open()
    return begun.say(0, text(...hello(1, 3))).say(1, text(...hello(2, version)))
  }

  test('versions that are no longer to be used', () => {
    expect(session(1).say(0).close().scene.finding('tls-outdated')).toMatchObject({
      severity: 'warning',
      subject: '192.0.2.2:443',
      text: 'speaks TLS 1.0, in 1 connection',
    })
    expect(session(3).say(0).close().scene.found()).toEqual([])
  })

  test('versions of many servers are one finding', () => {
    const scene = new Scene()
    for (let host = 1; host <= 6; host++)
      new Talk(scene, [addresses.client, `198.51.100.${host}`], [40_000, 443])
        .open()
        .say(0, text(...hello(1, 3)))
        .say(1, text(...hello(2, 1)))
    expect(scene.finding('tls-outdated')).toMatchObject({ subject: 'TLS 1.0', text: 'is spoken by 6 servers' })
  })

  test('hellos that are answered late', () => {
    const slow = new Talk(new Scene(), [addresses.client, addresses.server], [40_000, 443]).open()
    slow
      .say(0, text(...hello(1, 3)))
      .say(1)
      .wait(2)
      .say(1, text(...hello(2, 3)))
      .say(0)
      .close()
    expect(slow.scene.found()).toEqual(['warning slow-answer'])
  })

  test('alerts, apart from those that close', () => {
    const alert = (level: number, description: number) => text(21, 3, 3, 0, 2, level, description)
    expect(session(3).say(0, alert(2, 48)).close().scene.finding('tls-alert')).toMatchObject({
      severity: 'error',
      text: 'TLS alert of the client: Unknown CA',
      advice: expect.stringContaining('certificate'),
      packets: [6],
    })
    expect(session(3).say(0, alert(1, 0)).close().scene.found()).toEqual([])
  })
})

describe('a diagnosis', () => {
  const hostile = 'a\u001b[31m\u202e=b'

  test('keeps what steers a terminal out of it', () => {
    const { scene } = talk()
      .open()
      .say(0, `GET /${hostile} HTTP/1.1\r\n\r\n`)
      .say(1, response(`500 ${hostile}`))
      .close()
    const diagnosis = scene.diagnosis()
    for (const shown of [diagnosisText(diagnosis, plainPalette), diagnosisCsv(diagnosis)])
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  })

  test('is the same when it is asked for twice, and empty without packets', () => {
    const scene = new Scene().ask('a.test').wait(5).ask('b.test', { id: 2 })
    expect(scene.diagnosis()).toEqual(scene.diagnosis())
    expect(diagnosisText(new Scene().diagnosis(), plainPalette)).toBe('')
  })

  test('shows the gravest, and counts the others', () => {
    const scene = new Scene()
    for (let port = 1; port <= 60; port++)
      new Talk(scene, [`198.51.100.${port}`, addresses.server], [40_000, port])
        .say(0, '', { flags: { syn: true, ack: false } })
        .say(1, '', { flags: { rst: true } })
    const text = diagnosisText(scene.diagnosis(), plainPalette)
    expect(text).toMatch(/^120 packets, .*: 60 errors\n/)
    expect(text).toMatch(/\nand 10 more findings; -v lists them\n$/)
  })
})
