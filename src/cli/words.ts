/** `1 packet` or `2 packets`. */
export const countText = (packets: number): string => `${packets} packet${packets === 1 ? '' : 's'}`
