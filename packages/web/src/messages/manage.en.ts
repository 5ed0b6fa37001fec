import type { ManageMessages } from "./manage.nl.ts";

/** English words of the start of the management pages. */
export const manageEn: ManageMessages = {
  documentTitle: "Manage",
  title: "Manage",
  lead: "Make and review rules, waivers, problems and the log.",
  signInFirst: "Sign in to manage rules.",
  signIn: "Sign in",
  nothing: "You have no tasks here. Do you think that is wrong? Ask the administrator of your organisation.",
  sections: {
    drafts: {
      title: "Make rules",
      text: "Make a draft, see at once what it changes, and have a colleague review it.",
    },
    waivers: { title: "Waivers", text: "Ask for an exception, or decide on a request." },
    findings: {
      title: "Problems",
      text: "Where rules contradict each other, where a tool is missing, and who can solve it.",
    },
    overview: {
      title: "Overview",
      text: "Compare all organisations: who may use what, and where working together fails.",
    },
    import: { title: "Import", text: "Bring in an existing list of tools from CSV, Excel or DMN." },
    auditLog: { title: "Log", text: "Look up who did what, and check that nothing was changed." },
    rooms: {
      title: "Rooms",
      text: "See which rooms still fit after a new rule, which are paused and which have no owner.",
    },
    people: {
      title: "People",
      text: "See who has access, and what leavers lost.",
    },
    managedPeople: {
      title: "My people",
      text: "See who of your people has access, and end it when somebody leaves.",
    },
    webhooks: { title: "Messages to systems", text: "Tell another system that rules have changed." },
  },
};
