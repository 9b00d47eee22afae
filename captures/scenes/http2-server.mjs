// An HTTP/2 server that says what servers seldom say.
import { createServer, constants } from 'node:http2'
import { gzipSync } from 'node:zlib'

const server = createServer({ settings: { enableConnectProtocol: true, maxHeaderListSize: 8192 } })

server.on('session', (session) => {
  session.altsvc('h3=":443"; ma=3600', 'http://192.0.2.2')
})

server.on('stream', (stream, headers) => {
  stream.on('error', () => {})
  const path = headers[':path']
  if (path === '/altsvc') stream.session.altsvc('h2="other.example.test:8000"', stream.id)
  if (path === '/hints') stream.additionalHeaders({ ':status': 103, link: '</style.css>; rel=preload' })
  if (path === '/reset') return stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM)
  if (path === '/gzip') {
    stream.respond({ 'content-type': 'text/plain', 'content-encoding': 'gzip', 'set-cookie': ['a=1', 'b=2'] })
    return stream.end(gzipSync('compressed, and whole\n'.repeat(40)))
  }
  if (path === '/trailers') {
    stream.respond({ ':status': 200, 'content-type': 'application/json' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': 'at the end' }))
    return stream.end('{"answer": 42}')
  }
  stream.respond({ ':status': path === '/missing' ? 404 : 200, 'content-type': 'text/plain; charset=utf-8' })
  if (headers[':method'] === 'POST') stream.pipe(stream)
  else stream.end(`${path}\n`)
  if (path === '/leave')
    setTimeout(() => stream.session.goaway(constants.NGHTTP2_NO_ERROR, stream.id, Buffer.from('good bye')), 100)
})

server.listen(Number(process.argv[2]))
