import { auditSchema } from "./domains/audit/tables.ts";
import { avatarSchema } from "./domains/avatars/tables.ts";
import { directorySchema } from "./domains/directory/tables.ts";
import { scenarioSchema } from "./domains/drafts/scenarios/tables.ts";
import { draftSchema } from "./domains/drafts/tables.ts";
import { feedbackSchema } from "./domains/feedback/tables.ts";
import { guestSchema } from "./domains/guests/tables.ts";
import { insightSchema } from "./domains/insight/tables.ts";
import { noticeSchema } from "./domains/notices/tables.ts";
import { receiptSchema } from "./domains/receipts/tables.ts";
import { registrySchema } from "./domains/registry/tables.ts";
import { reviewSchema } from "./domains/reviews/tables.ts";
import { roomCheckSchema } from "./domains/rooms/room-checks-tables.ts";
import { roomSchema } from "./domains/rooms/tables.ts";
import { sessionSchema } from "./domains/sessions/tables.ts";
import { waiverSchema } from "./domains/waivers/tables.ts";
import { webhookSchema } from "./domains/webhooks/tables.ts";
import { matrixLoginSchema } from "./edges/matrix/login/tables.ts";
import type { Schema } from "./platform/database/migrate.ts";
import { mailSchema } from "./platform/mail-tables.ts";
import { scheduleSchema } from "./platform/schedule.ts";

/** What every domain keeps: all tables of a server. */
export const SCHEMAS: readonly Schema[] = [
  scheduleSchema,
  mailSchema,
  auditSchema,
  registrySchema,
  receiptSchema,
  directorySchema,
  feedbackSchema,
  sessionSchema,
  insightSchema,
  noticeSchema,
  webhookSchema,
  waiverSchema,
  draftSchema,
  roomSchema,
  roomCheckSchema,
  guestSchema,
  reviewSchema,
  scenarioSchema,
  avatarSchema,
  matrixLoginSchema,
];
