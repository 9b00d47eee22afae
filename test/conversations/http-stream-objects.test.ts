/** The bodies of HTTP/2 and HTTP/3, in TLS and QUIC and without. */
import { expect, test } from 'vitest'
import { nodeCryptography } from '../../src/capture/node-cryptography.ts'
import { openFile } from '../../src/capture/reading/file.ts'
import { objectsIn } from '../../src/conversations/objects/index.ts'
import { provideCryptography } from '../../src/cryptography/index.ts'

provideCryptography(nodeCryptography)

async function objectsOf(name: string, decrypt = true) {
  const found: unknown[] = []
  for await (const object of objectsIn(await openFile(`captures/${name}.pcapng`), { kinds: ['http'], decrypt })) {
    const { path, host, bytes, isCut, encodings } = object
    found.push([path, host, bytes.length, isCut || encodings.length > 0])
  }
  return found
}

test('those of HTTP/2 in TLS', async () => {
  expect(await objectsOf('http2-tls')).toEqual([
    ['/index.html', 'example.test', 71, false],
    ['/missing', 'example.test', 146, false],
    ['/robots.txt', 'example.test', 24, false],
  ])
  expect(await objectsOf('http2-tls', false)).toEqual([])
})

test('those of HTTP/2: promised, sent with a request, decompressed', async () => {
  const objects = await objectsOf('http2')
  expect(objects).toHaveLength(9)
  expect(objects.slice(-3)).toEqual([
    ['/style.css', '192.0.2.2:8080', 1151, false],
    ['/form', '192.0.2.2', 10, false],
    ['/form', '192.0.2.2', 145, false],
  ])
  expect(await objectsOf('http2-frames')).toContainEqual(['/gzip', '192.0.2.2:80', 880, false])
})

test('those of HTTP/3', async () => {
  const objects = await objectsOf('quic')
  expect(objects).toHaveLength(14)
  expect(objects.slice(0, 2)).toEqual([
    ['/hello.txt', 'example.test', 6, false],
    ['/missing.txt', 'example.test', 145, false],
  ])
})
