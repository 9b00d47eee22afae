/** Converts errors of libpcap to CaptureErrors with advice. */
import { CaptureError } from '../../../files/error.ts'

export function refused(name: string, expected: string, found: string): CaptureError {
  return new CaptureError({ code: 'interface-failed', path: name, expected, found })
}

/** By the result of `pcap_activate` (https://www.tcpdump.org/manpages/pcap_activate.3pcap.html) and its error texts. */
export function activationFailure(name: string, status: number, error: string, statusText: string): CaptureError {
  // The text of status -1 only says that it is an error.
  const found =
    status === -1 && error ? error : error && !statusText.includes(error) ? `${statusText} (${error})` : statusText
  switch (status) {
    case -5:
      return new CaptureError({
        code: 'no-such-interface',
        path: name,
        expected: 'an interface',
        found: 'no interface of that name',
        advice: 'See onwire interfaces',
      })
    case -6:
      return new CaptureError({
        code: 'unsupported',
        path: name,
        expected: 'an interface with monitor mode',
        found: 'an interface without it',
        advice: 'Omit -I (--monitor-mode)',
      })
    case -8:
      return new CaptureError({
        code: 'no-permission',
        path: name,
        expected: 'permission to capture',
        found: `permission denied (${error || statusText})`,
      })
    case -9:
      return new CaptureError({
        code: 'interface-failed',
        path: name,
        expected: 'an interface that is up',
        found: 'an interface that is down',
        advice: `Bring it up: ip link set ${name} up`,
      })
    case -11:
      return new CaptureError({
        code: 'no-permission',
        path: name,
        expected: 'permission to use promiscuous mode',
        found: `permission denied (${error || statusText})`,
        advice: 'Try -p (--no-promiscuous-mode)',
      })
    default:
      return refused(name, 'an interface that can be captured from', found)
  }
}
