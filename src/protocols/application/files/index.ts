/** File transfer: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { ftp, ftpData } from './ftp.ts'
import { git } from './git.ts'
import { lpd } from './lpd.ts'
import { rsync } from './rsync.ts'
import { tftp } from './tftp.ts'

export const filesProtocols = {
  ftp, ftpData, tftp, git, lpd, rsync,
}
