import { type RoomMessages, roomsNl } from "./rooms.nl.ts";
export const roomsEn: RoomMessages = roomsNl;
