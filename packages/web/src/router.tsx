import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AnswerPage } from "./features/answer/routes/answer-page.tsx";
import { HomePage } from "./features/home/routes/home-page.tsx";
import { Failure } from "./features/shell/components/failure.tsx";
import { Loading } from "./features/shell/components/loading.tsx";
import { NotFoundPage } from "./features/shell/routes/not-found-page.tsx";
import { Shell } from "./features/shell/routes/shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const under = { getParentRoute: () => root } as const;

const rules = createRoute({ ...under, path: "/regels" });

const ruleList = createRoute({
  getParentRoute: () => rules,
  path: "/",
  component: lazyRouteComponent(() => import("./features/rules/routes/rules-page.tsx"), "RulesPage"),
});

// The id of a rule holds slashes, so the rest of the path is the id.
const oneRule = createRoute({
  getParentRoute: () => rules,
  path: "$",
  component: lazyRouteComponent(() => import("./features/rules/routes/rule-page.tsx"), "RulePage"),
});

const rooms = createRoute({
  ...under,
  path: "/ruimtes",
  component: lazyRouteComponent(() => import("./features/rooms/routes/rooms-layout.tsx"), "RoomsLayout"),
});

const roomPages = [
  createRoute({
    getParentRoute: () => rooms,
    path: "/",
    component: lazyRouteComponent(
      () => import("./features/rooms/routes/rooms-start-page.tsx"),
      "RoomsStartPage",
    ),
  }),
  createRoute({
    getParentRoute: () => rooms,
    path: "nieuw",
    component: lazyRouteComponent(() => import("./features/rooms/routes/new-room-page.tsx"), "NewRoomPage"),
  }),
  createRoute({
    getParentRoute: () => rooms,
    path: "$id",
    component: lazyRouteComponent(() => import("./features/rooms/routes/room-page.tsx"), "RoomPage"),
  }),
] as const;

const routes = [
  createRoute({ ...under, path: "/", component: HomePage }),
  createRoute({ ...under, path: "/antwoord", component: AnswerPage }),
  createRoute({
    ...under,
    path: "/middelen",
    component: lazyRouteComponent(() => import("./features/tools/routes/tools-page.tsx"), "ToolsPage"),
  }),
  createRoute({
    ...under,
    path: "/middelen/$tool",
    component: lazyRouteComponent(() => import("./features/tools/routes/tool-page.tsx"), "ToolPage"),
  }),
  createRoute({
    ...under,
    path: "/vergelijk",
    component: lazyRouteComponent(() => import("./features/compare/routes/compare-page.tsx"), "ComparePage"),
  }),
  rules.addChildren([ruleList, oneRule]),
  rooms.addChildren(roomPages),
  createRoute({
    ...under,
    path: "/ruimtes/gasten",
    component: lazyRouteComponent(() => import("./features/guests/routes/guests-page.tsx"), "GuestsPage"),
  }),
  createRoute({
    ...under,
    path: "/ruimtes/controle",
    component: lazyRouteComponent(() => import("./features/reviews/routes/reviews-page.tsx"), "ReviewsPage"),
  }),
  createRoute({
    ...under,
    path: "/gast",
    component: lazyRouteComponent(() => import("./features/guests/routes/ask-page.tsx"), "AskPage"),
  }),
  createRoute({
    ...under,
    path: "/gast/$token",
    component: lazyRouteComponent(() => import("./features/guests/routes/landing-page.tsx"), "LandingPage"),
  }),
  createRoute({
    ...under,
    path: "/bronnen/$source",
    component: lazyRouteComponent(() => import("./features/rules/routes/source-page.tsx"), "SourcePage"),
  }),
  createRoute({
    ...under,
    path: "/wijzigingen",
    component: lazyRouteComponent(() => import("./features/changes/routes/changes-page.tsx"), "ChangesPage"),
  }),
  createRoute({
    ...under,
    path: "/over",
    component: lazyRouteComponent(() => import("./features/information/routes/about-page.tsx"), "AboutPage"),
  }),
  createRoute({
    ...under,
    path: "/privacy",
    component: lazyRouteComponent(
      () => import("./features/information/routes/privacy-page.tsx"),
      "PrivacyPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/toegankelijkheid",
    component: lazyRouteComponent(
      () => import("./features/information/routes/accessibility-page.tsx"),
      "AccessibilityPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer",
    component: lazyRouteComponent(() => import("./features/manage/routes/manage-page.tsx"), "ManagePage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/logboek",
    component: lazyRouteComponent(
      () => import("./features/audit-log/routes/audit-log-page.tsx"),
      "AuditLogPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/ontheffingen",
    component: lazyRouteComponent(() => import("./features/waivers/routes/waivers-page.tsx"), "WaiversPage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/personen",
    component: lazyRouteComponent(() => import("./features/people/routes/people-page.tsx"), "PeoplePage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/personen/koppelingen",
    component: lazyRouteComponent(() => import("./features/people/routes/clients-page.tsx"), "ClientsPage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/personen/$id",
    component: lazyRouteComponent(() => import("./features/people/routes/person-page.tsx"), "PersonPage"),
  }),
  createRoute({
    ...under,
    path: "/medewerkers",
    component: lazyRouteComponent(
      () => import("./features/people/routes/managed-people-page.tsx"),
      "ManagedPeoplePage",
    ),
  }),
  createRoute({
    ...under,
    path: "/medewerkers/$id",
    component: lazyRouteComponent(
      () => import("./features/people/routes/managed-person-page.tsx"),
      "ManagedPersonPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/ruimtes",
    component: lazyRouteComponent(
      () => import("./features/rooms/routes/room-checks-page.tsx"),
      "RoomChecksPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/webhooks",
    component: lazyRouteComponent(
      () => import("./features/webhooks/routes/webhooks-page.tsx"),
      "WebhooksPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/knelpunten",
    component: lazyRouteComponent(
      () => import("./features/findings/routes/findings-page.tsx"),
      "PublicFindingsPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/knelpunten/$id",
    component: lazyRouteComponent(
      () => import("./features/findings/routes/finding-page.tsx"),
      "PublicFindingPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/overzicht",
    component: lazyRouteComponent(
      () => import("./features/overview/routes/overview-page.tsx"),
      "OverviewPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/knelpunten",
    component: lazyRouteComponent(
      () => import("./features/findings/routes/findings-page.tsx"),
      "WorkFindingsPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/knelpunten/$id",
    component: lazyRouteComponent(
      () => import("./features/findings/routes/finding-page.tsx"),
      "WorkFindingPage",
    ),
  }),
  createRoute({
    ...under,
    path: "/beheer/concepten",
    component: lazyRouteComponent(() => import("./features/desk/routes/drafts-page.tsx"), "DraftsPage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/concepten/$id",
    component: lazyRouteComponent(() => import("./features/desk/routes/draft-page.tsx"), "DraftPage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/importeren",
    component: lazyRouteComponent(() => import("./features/import/routes/import-page.tsx"), "ImportPage"),
  }),
  createRoute({
    ...under,
    path: "/beheer/scenarios",
    component: lazyRouteComponent(() => import("./features/desk/routes/scenarios-page.tsx"), "ScenariosPage"),
  }),
] as const;

const routeTree = root.addChildren(routes);

/** The pages of Akkoord. Everything but asking and answering is loaded when somebody goes there. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: "intent",
    defaultPendingComponent: Loading,
    defaultErrorComponent: Failure,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
