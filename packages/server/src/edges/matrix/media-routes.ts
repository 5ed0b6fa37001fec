import type { FastifyReply } from "fastify";
import { z } from "zod";
import { keepPicture } from "../../domains/avatars/commands.ts";
import type { Drawing } from "../../domains/avatars/drawing.ts";
import { PICTURE_BYTES, type Picture, SIDES, type Size } from "../../domains/avatars/model.ts";
import type { AvatarQueries } from "../../domains/avatars/queries.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { Commands } from "../../platform/command.ts";
import { InvalidInput, NotFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { mediaUrl } from "./media-address.ts";
import { wholeNumber } from "./shapes.ts";
import { type SignedInCaller, signedIn } from "./signed-in.ts";

/** What pictures need. */
export interface MediaParts {
  readonly commands: Commands;
  readonly rooms: Pick<Rooms, "serverName">;
  readonly avatars: AvatarQueries;
  readonly drawing: Drawing;
}

const params = z.object({ serverName: z.string().max(255), mediaId: z.string().max(255) });
const named = params.extend({ fileName: z.string().max(255) });
const thumbnailQuery = z.object({
  width: wholeNumber,
  height: wholeNumber,
  method: z.enum(["crop", "scale"]).optional(),
});

/** A picture never changes, but who may see it does: their own browser keeps it for a day. */
const KEPT = "private, max-age=86400";
/** Whatever a picture might hold after all: it can do nothing. */
const POWERLESS = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Pictures of people: nothing else can be uploaded. */
export function mediaRoutes(scope: App, { commands, rooms, avatars, drawing }: MediaParts): void {
  const picture = async (caller: SignedInCaller, wanted: z.output<typeof params>, size: Size) => {
    if (wanted.serverName !== rooms.serverName || !z.uuid().safeParse(wanted.mediaId).success)
      throw new NotFound();
    return avatars.picture(wanted.mediaId, size, caller);
  };

  scope.get("/client/v1/media/config", { schema: { hide: true } }, async () => ({
    "m.upload.size": PICTURE_BYTES,
  }));

  for (const [path, shape] of [
    ["/client/v1/media/download/:serverName/:mediaId", params],
    ["/client/v1/media/download/:serverName/:mediaId/:fileName", named],
  ] as const) {
    scope.get(
      path,
      { config: { cacheable: true }, schema: { hide: true, params: shape } },
      async (request, reply) => send(reply, await picture(await signedIn(request), request.params, "large")),
    );
  }

  scope.get(
    "/client/v1/media/thumbnail/:serverName/:mediaId",
    { config: { cacheable: true }, schema: { hide: true, params, querystring: thumbnailQuery } },
    async (request, reply) => {
      const { width, height } = request.query;
      const size = Math.max(width, height) <= SIDES.small ? "small" : "large";
      return send(reply, await picture(await signedIn(request), request.params, size));
    },
  );

  scope.register(async (uploads: App) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: PICTURE_BYTES },
      (_request, body, done) => {
        done(null, body);
      },
    );
    uploads.post(
      "/media/v3/upload",
      { bodyLimit: PICTURE_BYTES, schema: { hide: true } },
      async (request) => {
        const caller = await signedIn(request);
        const { body } = request;
        if (!(body instanceof Uint8Array) || body.length === 0)
          throw new InvalidInput([{ path: "", message: "must be a picture" }]);
        const { id } = await commands.execute(keepPicture(await drawing.prepare(body)), {}, caller);
        return { content_uri: mediaUrl(rooms.serverName, id) };
      },
    );
  });
}

function send(reply: FastifyReply, { mediaType, bytes }: Picture): FastifyReply {
  return reply
    .type(mediaType)
    .headers({
      "Cache-Control": KEPT,
      Vary: "Authorization, Cookie",
      "Content-Security-Policy": POWERLESS,
      "Content-Disposition": `inline; filename="avatar.${mediaType === "image/png" ? "png" : "jpg"}"`,
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Content-Type-Options": "nosniff",
    })
    .send(Buffer.from(bytes));
}
