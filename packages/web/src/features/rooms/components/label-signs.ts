import { IconLock, IconShieldLock, IconUsersGroup, IconWorld } from "@tabler/icons-react";

/** The signs of labels, from what everyone may know to what few may. */
export const LABEL_SIGNS = {
  none: IconWorld,
  brand: IconUsersGroup,
  care: IconLock,
  stop: IconShieldLock,
};
