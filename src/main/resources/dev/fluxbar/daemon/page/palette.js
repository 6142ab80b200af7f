// Colours that people with every kind of colour vision tell apart, those of the program's reports:
// sequential fields in viridis, differences in purple and orange around white.

const VIRIDIS = [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30,
  0xfde725];
const DIVERGING = [0x542788, 0x998ec3, 0xd8daeb, 0xf7f7f7, 0xfee0b6, 0xf1a340, 0xb35806];

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function between(stops, share) {
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const a = channels(stops[below]);
  const b = channels(stops[below + 1]);
  return a.map((from, i) => Math.round(from + (at - below) * (b[i] - from)));
}

/** Red, green and blue of a share from 0 to 1. */
export const sequential = (share) => between(VIRIDIS, share);

/** The same; 0.5 is white. */
export const diverging = (share) => between(DIVERGING, share);

/** Black or white, whichever is read better on a ground. */
export function inkOn([red, green, blue]) {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#222222' : '#ffffff';
}
