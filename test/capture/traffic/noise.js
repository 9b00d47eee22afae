/**
 * `node noise.js ADDRESS...`: another program that talks to the same servers until it is killed: TCP, UDP in fragments and whole, and pings. Its ports are 20000 to
 * 29999 and its pings carry `noise`, so that its packets can be told from others by who sees all of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

let last = 20_000
const nextPort = () => (last = last === 29_999 ? 20_000 : last + 1)

for (;;) {
  for (const address of process.argv.slice(2)) {
    await Promise.race([overTcp(address), sleep(1000)])
    await overUdp(address)
  }
  spawn('ping', ['-c1', '-s200', '-p', Buffer.from('noise').toString('hex'), process.argv[2]], { stdio: 'ignore' })
  await sleep(25)
}

async function overTcp(address) {
  const socket = connect({ host: address, port: 9003, localPort: nextPort() })
  socket.on('error', () => {}).resume()
  socket.write('x')
  await once(socket, 'close')
}

async function overUdp(address) {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4').on('error', () => {})
  await new Promise((resolve) => socket.bind(nextPort(), resolve))
  await new Promise((resolve) => socket.send(Buffer.alloc(3000, 'n'), 9004, address, resolve))
  await new Promise((resolve) => socket.send('noise', 9002, address, resolve))
  socket.close()
}
