/** Colors by meaning; each wraps a text. */
export interface Palette {
  time(text: string): string
  address(text: string): string
  protocol(text: string): string
  name(text: string): string
  trouble(text: string): string
  success(text: string): string
  faint(text: string): string
}

const plain = (text: string) => text

/** Plain text, without colors. */
export const plainPalette: Palette = {
  time: plain,
  address: plain,
  protocol: plain,
  name: plain,
  trouble: plain,
  success: plain,
  faint: plain,
}
