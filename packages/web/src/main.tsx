import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { warmUp } from "./features/rule-sets/hooks/use-rules.ts";
import { LanguageProvider, loadChosenLanguage } from "./messages/language.tsx";
import { worthRetrying } from "./platform/http.ts";
import { registerServiceWorker } from "./platform/service-worker.ts";
import { makeRouter } from "./router.tsx";
import "./styles/index.css";

const client = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, refetchOnWindowFocus: false, networkMode: "offlineFirst" },
  },
});

// A page that was opened without a network could not fetch; what it lacks comes as soon as there is one.
addEventListener("online", () => {
  void client.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
});

async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no element with id root");
  const warming = warmUp(client);
  const initial = await loadChosenLanguage();
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider initial={initial}>
        <QueryClientProvider client={client}>
          <RouterProvider router={makeRouter(client)} />
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  );
  registerServiceWorker();
  // The screen that needs the rules reports why they did not come; warming up is only a head start.
  await warming.catch(() => undefined);
}

void start();
