/** Windows networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { cotp } from './cotp/index.ts'
import { tpkt } from './cotp/tpkt.ts'
import { kerberos } from './kerberos/index.ts'
import { browser } from './netbios/browser.ts'
import { nbdgm } from './netbios/datagram-service.ts'
import { netbios } from './netbios/frames.ts'
import { nbns } from './netbios/name-service.ts'
import { nbss } from './netbios/session-service.ts'
import { smb } from './smb/index.ts'
import { smb2 } from './smb2/index.ts'
import { dcerpc } from './rpc/index.ts'
import { rdpudp, rdpudpEstablished } from './rdp/datagrams.ts'
import { rdp } from './rdp/index.ts'
import { gssApi } from './security/gss-api.ts'
import { ntlmssp } from './security/ntlm.ts'
import { spnegoKrb5 } from './security/spnego-krb5.ts'
import { spnego } from './security/spnego.ts'

export const windowsProtocols = {
  nbns, nbdgm, nbss, netbios, browser, smb, smb2, dcerpc,
  tpkt, cotp, rdp, rdpudp, rdpudpEstablished,
  gssApi, spnego, spnegoKrb5, ntlmssp, kerberos,
}
