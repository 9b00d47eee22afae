/** How the two ends of a PPP link tell who they are: by a password (RFC 1334, section 2) or by a challenge (RFC 1994). */
import { bytes, nameIn, protocol, rest, text, u16, u8 } from '../../../schema/index.ts'

const passwordCodes = { 1: 'Authenticate-Request', 2: 'Authenticate-Ack', 3: 'Authenticate-Nak' }
const message = {
  messageLength: u8('pap.message.length', 'Message-Length', { unit: 'bytes' }),
  message:       text('pap.message', 'Message', 'messageLength'),
}

export const passwordAuthentication = protocol('pap', 'PPP Password Authentication Protocol', { 'ppp.protocol': [0xc023] })
  .specified('RFC 1334')
  .fields({
    code:       u8('pap.code', 'Code', { names: passwordCodes }),
    identifier: u8('pap.identifier', 'Identifier'),
    length:     u16('pap.length', 'Length', { unit: 'bytes' }),
  })
  .length(({ length }) => Math.max(4, length))
  .choice('code', {
    1: {
      peerLength:     u8('pap.peer_id.length', 'Peer-ID-Length', { unit: 'bytes' }),
      peer:           text('pap.peer_id', 'Peer-ID', 'peerLength'),
      passwordLength: u8('pap.password.length', 'Password-Length', { unit: 'bytes' }),
      password:       text('pap.password', 'Password', 'passwordLength'),
    },
    2: message,
    3: message,
  })
  .fields({ data: rest('pap.stuff', 'Data') })
  .defaults({ code: 1 })
  .colored('security', ({ code }) => (code === 3 ? 'error' : undefined))
  .summarized(({ code, peer, message }) => `${nameIn(passwordCodes, code) ?? `code ${code}`}`
    + `${peer === undefined ? '' : ` of ${peer}`}${message === undefined || message === '' ? '' : `: ${message}`}`)

const challengeCodes = { 1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Failure' }
const value = {
  valueSize: u8('chap.value_size', 'Value Size', { unit: 'bytes' }),
  value:     bytes('chap.value', 'Value', 'valueSize'),
  name:      text('chap.name', 'Name'),
}

export const challengeAuthentication = protocol('chap', 'PPP Challenge Handshake Authentication Protocol', { 'ppp.protocol': [0xc223] })
  .specified('RFC 1994')
  .fields({
    code:       u8('chap.code', 'Code', { names: challengeCodes }),
    identifier: u8('chap.identifier', 'Identifier'),
    length:     u16('chap.length', 'Length', { unit: 'bytes' }),
  })
  .length(({ length }) => Math.max(4, length))
  .choice('code', { 1: value, 2: value, 3: { message: text('chap.message', 'Message') }, 4: { message: text('chap.message', 'Message') } })
  .fields({ data: rest('chap.stuff', 'Data') })
  .defaults({ code: 1 })
  .colored('security', ({ code }) => (code === 4 ? 'error' : undefined))
  .summarized(({ code, name, message }) => `${nameIn(challengeCodes, code) ?? `code ${code}`}`
    + `${name === undefined || name === '' ? '' : ` of ${name}`}${message === undefined || message === '' ? '' : `: ${message}`}`)
