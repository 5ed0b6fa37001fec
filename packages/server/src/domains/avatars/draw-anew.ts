import { PhotonImage, resize, SamplingFilter } from "@silvia-odwyer/photon-node";
import { imageSize } from "image-size";
import { PictureRefused } from "../../platform/errors.ts";
import { type KeptType, MOST_PIXELS, type PreparedPicture, SIDES, type Size } from "./model.ts";

const JPEG_QUALITY = 85;

/** What the bytes say they are, by how they begin; the name and type that came along count for nothing. */
const BEGINNINGS = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpg: [0xff, 0xd8, 0xff],
  webp: [0x52, 0x49, 0x46, 0x46],
} as const;

/**
 * Checks a picture and draws it anew in the sizes that are kept: upright, and without what else the file held, such
 * as where a photo was taken.
 *
 * @throws PictureRefused when it is no PNG, JPEG or WebP, or has too many pixels
 * @throws Error when its pixels cannot be read; the thread that did this must not be used again
 */
export function drawAnew(bytes: Uint8Array): PreparedPicture {
  const { orientation } = measured(bytes);
  const read = PhotonImage.new_from_byteslice(bytes);
  const raw = { pixels: read.get_raw_pixels(), width: read.get_width(), height: read.get_height() };
  read.free();
  const upright = turned(raw, orientation);
  const mediaType: KeptType = isSeeThrough(upright.pixels) ? "image/png" : "image/jpeg";
  const whole = new PhotonImage(upright.pixels, upright.width, upright.height);
  try {
    return { mediaType, large: drawn(whole, "large", mediaType), small: drawn(whole, "small", mediaType) };
  } finally {
    whole.free();
  }
}

interface Pixels {
  /** Four bytes for each: red, green, blue, opacity. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

function measured(bytes: Uint8Array): { orientation: number } {
  const kind = Object.values(BEGINNINGS).find((start) => start.every((byte, at) => bytes[at] === byte));
  if (kind === undefined) throw new PictureRefused();
  try {
    const { width, height, type, orientation } = imageSize(bytes);
    const known = type === "png" || type === "jpg" || type === "webp";
    if (known && width > 0 && height > 0 && width * height <= MOST_PIXELS)
      return { orientation: orientation ?? 1 };
  } catch {
    // Not measurable: refused below like one of a wrong kind.
  }
  throw new PictureRefused();
}

/** Turns a photo the way that its EXIF orientation (1 to 8) says it must be seen. */
function turned({ pixels, width, height }: Pixels, orientation: number): Pixels {
  if (orientation < 2 || orientation > 8) return { pixels, width, height };
  const lies = orientation >= 5;
  const [wide, high] = lies ? [height, width] : [width, height];
  const from = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const to = new Uint32Array(wide * high);
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const [column, row] = lies ? [y, x] : [x, y];
      const sourceX = fromRight ? width - 1 - column : column;
      const sourceY = fromBelow ? height - 1 - row : row;
      to[y * wide + x] = from[sourceY * width + sourceX] ?? 0;
    }
  }
  return { pixels: new Uint8Array(to.buffer), width: wide, height: high };
}

function isSeeThrough(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return true;
  return false;
}

function drawn(whole: PhotonImage, size: Size, mediaType: KeptType): Uint8Array {
  const [width, height] = [whole.get_width(), whole.get_height()];
  const scale = Math.min(1, SIDES[size] / Math.max(width, height));
  const fitting = resize(
    whole,
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
    SamplingFilter.Lanczos3,
  );
  try {
    return mediaType === "image/png" ? fitting.get_bytes() : fitting.get_bytes_jpeg(JPEG_QUALITY);
  } finally {
    fitting.free();
  }
}
