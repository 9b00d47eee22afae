// An HTTP/2 client that asks `http2-server.mjs` for all that it can say.
import { connect } from 'node:http2'
import { once } from 'node:events'

const session = connect(process.argv[2])
session.on('goaway', () => session.close())

for (const path of ['/', '/altsvc', '/hints', '/gzip', '/trailers', '/reset', '/missing'])
  await answered(session.request({ ':path': path, 'x-name': 'some value', authorization: 'Basic YWxpY2U6c2VjcmV0' }))

const post = session.request({
  ':method': 'POST',
  ':path': '/echo',
  'content-type': 'text/plain',
  expect: '100-continue',
})
post.end('there and back')
await answered(post)
session.settings({ initialWindowSize: 70_000, headerTableSize: 0 })
session.ping(Buffer.from('12345678'), () => {})
await answered(
  session.request({ ':path': '/after', 'x-name': 'another value' }, { weight: 42, exclusive: true, parent: 0 }),
)
await answered(session.request({ ':path': '/leave' }))
await once(session, 'close')

function answered(request) {
  request.on('error', () => {})
  request.resume()
  return new Promise((resolve) => request.on('close', resolve))
}
