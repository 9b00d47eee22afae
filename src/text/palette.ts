/** Colors by meaning; each wraps a text. */
export interface Palette {
  time(text: string): string
  address(text: string): string
  protocol(text: string): string
  name(text: string): string
  trouble(text: string): string
  /** What may explain a failure. */
  warning(text: string): string
  /** A protocol of a family, as protocol definitions name it. */
  family(text: string, family: string | undefined): string
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
  warning: plain,
  family: plain,
  success: plain,
  faint: plain,
}
