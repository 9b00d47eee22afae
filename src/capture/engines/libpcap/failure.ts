/** What libpcap says when something fails, put so that one knows what to do. */
import { CaptureError } from '../../../files/error.ts'

export function refused(name: string, expected: string, found: string): CaptureError {
  return new CaptureError({ code: 'interface-failed', path: name, expected, found })
}

/**
 * By what `pcap_activate` returned (https://www.tcpdump.org/manpages/pcap_activate.3pcap.html) and the texts that go
 * with it.
 */
export function activationFailure(name: string, status: number, error: string, statusText: string): CaptureError {
  // Of status -1 the text only says that it is an error.
  const found =
    status === -1 && error ? error : error && !statusText.includes(error) ? `${statusText} (${error})` : statusText
  switch (status) {
    case -5:
      return new CaptureError({
        code: 'no-such-interface',
        path: name,
        expected: 'an interface',
        found: 'none of that name',
        advice: 'See onwire interfaces',
      })
    case -6:
      return new CaptureError({
        code: 'unsupported',
        path: name,
        expected: 'an interface with monitor mode',
        found: 'one without',
        advice: 'Leave out -I (--monitor-mode)',
      })
    case -8:
      return new CaptureError({
        code: 'no-permission',
        path: name,
        expected: 'the right to capture',
        found: `that the system refuses it (${error || statusText})`,
      })
    case -9:
      return new CaptureError({
        code: 'interface-failed',
        path: name,
        expected: 'an interface that is up',
        found: 'that it is down',
        advice: `Bring it up: ip link set ${name} up`,
      })
    case -11:
      return new CaptureError({
        code: 'no-permission',
        path: name,
        expected: 'the right to capture in promiscuous mode',
        found: `that the system refuses it (${error || statusText})`,
        advice: 'Try it without: -p (--no-promiscuous-mode)',
      })
    default:
      return refused(name, 'an interface that can be captured from', found)
  }
}
