/**
 * `node servers.js ADDRESS...`: who answers in the hard cases, on each address. TCP 9001 answers, and closes only 400 ms after its peer; TCP 9003 sends 200,000 bytes
 * and closes; UDP 9002 answers after 150 ms with what it got; UDP 9004 never does. Says `ready`.
 */
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

const ready = []
for (const address of process.argv.slice(2)) {
  listen(9001, address, (socket) => {
    socket.once('data', () => socket.write('hello')).on('end', () => setTimeout(() => socket.end(), 400))
  })
  listen(9003, address, (socket) => socket.once('data', () => socket.end(Buffer.alloc(200_000, 'y'))))
  const echo = bind(9002, address)
  echo.on('message', (bytes, { port, address: sender }) => setTimeout(() => echo.send(bytes, port, sender), 150))
  bind(9004, address)
}
await Promise.all(ready)
console.log('ready')

function listen(port, address, serve) {
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket.on('error', () => {})))
  ready.push(new Promise((resolve) => server.listen(port, address, resolve)))
}

function bind(port, address) {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4').on('error', () => {})
  ready.push(new Promise((resolve) => socket.bind(port, address, resolve)))
  return socket
}
