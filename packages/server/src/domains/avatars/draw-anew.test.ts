import { PhotonImage } from "@silvia-odwyer/photon-node";
import { imageSize } from "image-size";
import { describe, expect, test } from "vitest";
import { PictureRefused, TooLarge } from "../../platform/errors.ts";
import { drawAnew } from "./draw-anew.ts";
import { createDrawing } from "./drawing.ts";
import { PICTURE_BYTES } from "./model.ts";

/** A picture of one colour, with a white dot in its upper left corner. */
function picture(width: number, height: number, opacity = 255): PhotonImage {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < pixels.length; at += 4) pixels.set([20, 60, 120, opacity], at);
  const dot = Math.max(1, Math.floor(Math.min(width, height) / 4));
  for (let y = 0; y < dot; y++)
    for (let x = 0; x < dot; x++) pixels.set([255, 255, 255, opacity], (y * width + x) * 4);
  return new PhotonImage(pixels, width, height);
}

/** The same JPEG, with EXIF data that says how it must be turned and where it was taken. */
function withExif(jpeg: Uint8Array, orientation: number): Uint8Array {
  const tiff = Buffer.alloc(26 + 20);
  tiff.write("II", 0, "latin1");
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  tiff.write("52.08N 4.31E", 26, "latin1");
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

function isLight(bytes: Uint8Array, corner: "left" | "right"): boolean {
  const image = PhotonImage.new_from_byteslice(bytes);
  const pixels = image.get_raw_pixels();
  const at = corner === "left" ? 0 : (image.get_width() - 1) * 4;
  return (pixels[at] ?? 0) > 200;
}

describe("a picture that comes in", () => {
  test.each([
    ["png", picture(900, 600).get_bytes()],
    ["jpg", picture(900, 600).get_bytes_jpeg(90)],
    ["webp", picture(900, 600).get_bytes_webp()],
  ])("as %s is drawn anew in two sizes that keep its shape", (_kind, bytes) => {
    const { mediaType, large, small } = drawAnew(bytes);
    expect(mediaType).toBe("image/jpeg");
    expect(imageSize(large)).toMatchObject({ type: "jpg", width: 512, height: 341 });
    expect(imageSize(small)).toMatchObject({ type: "jpg", width: 96, height: 64 });
  });

  test("that one can see through stays so", () => {
    const { mediaType, large } = drawAnew(picture(40, 40, 128).get_bytes());
    expect(mediaType).toBe("image/png");
    expect(imageSize(large)).toMatchObject({ type: "png", width: 40, height: 40 });
  });

  test("loses what a telephone wrote along, such as where it was taken", () => {
    const photo = withExif(picture(64, 64).get_bytes_jpeg(90), 1);
    expect(Buffer.from(photo).toString("latin1")).toContain("52.08N");
    expect(Buffer.from(drawAnew(photo).large).toString("latin1")).not.toContain("52.08N");
  });

  test("that a telephone took on its side comes upright", () => {
    const photo = withExif(picture(80, 40).get_bytes_jpeg(95), 6);
    const { large } = drawAnew(photo);
    expect(imageSize(large)).toMatchObject({ width: 40, height: 80 });
    // Turned to the right, the dot of the upper left is at the upper right.
    expect(isLight(large, "right")).toBe(true);
    expect(isLight(large, "left")).toBe(false);
  });

  test("loses what was hidden behind it", () => {
    const smuggled = Buffer.concat([picture(20, 20).get_bytes(), Buffer.from("<script>alert(1)</script>")]);
    expect(Buffer.from(drawAnew(smuggled).large).toString("latin1")).not.toContain("script");
  });

  test.each([
    ["a drawing that can hold script", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["a GIF", Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAAC", "base64")],
    ["nothing", Buffer.alloc(0)],
    ["only the beginning of a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["more pixels than fit in memory", hugePng()],
  ])("is refused when it is %s", (_what, bytes) => {
    expect(() => drawAnew(bytes)).toThrow(PictureRefused);
  });
});

describe("drawing in a thread apart", () => {
  test("goes on after a picture that breaks its reader", async () => {
    const drawing = createDrawing();
    try {
      const broken = picture(300, 300).get_bytes().subarray(0, 400);
      await expect(drawing.prepare(broken)).rejects.toThrow(PictureRefused);
      expect(await drawing.prepare(picture(30, 30).get_bytes())).toMatchObject({ mediaType: "image/jpeg" });
    } finally {
      await drawing.close();
    }
  });

  test("does not begin on a file that is too large", async () => {
    const drawing = createDrawing();
    await expect(drawing.prepare(new Uint8Array(PICTURE_BYTES + 1))).rejects.toThrow(TooLarge);
    await drawing.close();
  });
});

/** A few bytes that claim to be a picture of 60,000 by 60,000. */
function hugePng(): Uint8Array {
  const bytes = Buffer.from(picture(2, 2).get_bytes());
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  return bytes;
}
