/** The web page: runs the program on captures of the server, and sends it what came of it. */
import { run } from './program.js'

const [violations, errors] = [[], []]
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective))
window.addEventListener('error', ({ message }) => errors.push(message))
window.addEventListener('unhandledrejection', ({ reason }) => errors.push(`${reason}`))

async function fetched(kind) {
  return [kind, new Uint8Array(await (await fetch(`/captures/${kind}`)).arrayBuffer())]
}

let result
try {
  const captures = Object.fromEntries(await Promise.all(['plain', 'gzip', 'zstd', 'lz4'].map(fetched)))
  result = await run(captures, !location.search.includes('without-code'))
} catch (error) {
  errors.push(error.stack)
}
// Events of the page are reported a little later.
await new Promise((resolve) => setTimeout(resolve, 100))
const body = JSON.stringify({ page: location.pathname + location.search, result, violations, errors })
await fetch('/result', { method: 'POST', body })
