/** Mails that were sent by SMTP or fetched by POP. */
import { idOf } from '../../packet/registry/index.ts'
import type { Layers } from '../../packet/layers.ts'
import { protocols } from '../../protocols/index.ts'
import type { ViewOf } from '../../schema/index.ts'
import type { ObjectReader, TransferredObject } from './transferred-object.ts'

export class MailObjects implements ObjectReader {
  private readonly carrier: number

  constructor(private readonly kind: 'smtp' | 'pop') {
    this.carrier = idOf(protocols[kind])
  }

  objectsIn(layers: Layers, at: number, frame: number): readonly TransferredObject[] {
    if (layers.protocol[layers.parent(at)] !== this.carrier) return []
    const mail = layers.view(at) as unknown as ViewOf<typeof protocols.imf>
    const subject = mail.headers.find(({ name }) => name.toLowerCase() === 'subject')?.value ?? ''
    return [
      {
        kind: this.kind,
        frame,
        // A subject is no path.
        path: subject === '' ? '' : `${subject.slice(0, longestSubject).replaceAll(/[/\\?#%]/g, '_')}.eml`,
        host: undefined,
        contentType: 'message/rfc822',
        bytes: mail.bytes.slice(mail.start, mail.end),
        isCut: mail.originalEnd > mail.end,
        encodings: [],
      },
    ]
  }
}

const longestSubject = 80
