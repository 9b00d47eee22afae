/** Bytes in base64: RFC 4648, section 4. */
export function base64(bytes: Uint8Array): string {
  let binary = ''
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += piece) binary += String.fromCharCode(...bytes.subarray(at, at + piece))
  return btoa(binary)
}

const piece = 8192
