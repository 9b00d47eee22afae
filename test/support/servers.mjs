/**
 * The servers that real scripts talk to in tests: DNS, HTTP with files and an npm registry's answer, TCP that refuses nothing. Run as a program on one end
 * of a wire: `node servers.mjs ADDRESS FOLDER`. Says `ready` when all listen. Names that end in .test are ADDRESS, but missing.test is not there.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [address, folder] = process.argv.slice(2)

const names = createSocket('udp4').on('message', (query, { port, address: from }) =>
  names.send(answer(query), port, from),
)
names.bind(53, address)
await once(names, 'listening')
for (const port of [80, 4873]) await once(createServer(respond).listen(port, address), 'listening')
console.log('ready')

/** The question as it came, and an address for A. RFC 1035, section 4.1. */
function answer(query) {
  let end = 12
  const labels = []
  while (query[end] !== 0) {
    labels.push(query.toString('latin1', end + 1, end + 1 + query[end]))
    end += query[end] + 1
  }
  end += 5
  const type = query.readUInt16BE(end - 4)
  const known = labels.at(-1) === 'test' && labels[0] !== 'missing'
  const answers =
    known && type === 1 ? [Buffer.of(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number))] : []
  const header = Buffer.of(
    query[0],
    query[1],
    0x84 | (query[2] & 1),
    known ? 0x80 : 0x83,
    0,
    1,
    0,
    answers.length,
    0,
    0,
    0,
    0,
  )
  return Buffer.concat([header, query.subarray(12, end), ...answers])
}

function respond(request, response) {
  const path = normalize(decodeURIComponent(request.url.split('?')[0]))
  if (request.socket.localPort === 4873) return registry(path.slice(1), response)
  const file = join(folder, path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n')
  response.writeHead(200, { 'content-length': found.size })
  createReadStream(file).pipe(response)
}

function registry(name, response) {
  const versions = {
    '1.0.0': {
      name,
      version: '1.0.0',
      description: 'stands for a package',
      dist: { tarball: `http://${address}:4873/${name}.tgz`, shasum: '0'.repeat(40) },
    },
  }
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }))
}
