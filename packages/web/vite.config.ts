import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { compressFiles } from "./build/compress.ts";
import { bundleLexicon } from "./build/lexicon.ts";

const SERVER_PATHS = [
  /^\/v1\//,
  /^\/access\//,
  /^\/health/,
  /^\/sign-in/,
  /^\/sign-out/,
  /^\/demo-identity/,
  /^\/\.well-known\//,
  /^\/_matrix\//,
  /^\/postvak/,
];

/** The server that `npm run dev` passes requests for data to. */
const SERVER = process.env.AKKOORD_SERVER ?? "http://localhost:8080";

export default defineConfig({
  plugins: [
    react(),
    bundleLexicon(),
    VitePWA({
      filename: "sw.js",
      injectRegister: false,
      registerType: "prompt",
      manifest: {
        name: "Akkoord",
        short_name: "Akkoord",
        description: "Wat mag je gebruiken, met wie en waarvoor?",
        lang: "nl",
        start_url: "/",
        display: "standalone",
        background_color: "#f4f6f8",
        theme_color: "#0b5563",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,woff2}", "icon-*.png"],
        // Large, and only for who makes rules: fetched when they do, never by everybody else.
        globIgnores: ["assets/yaml-editor-*", "assets/worker-*"],
        navigateFallback: "/index.html",
        navigateFallbackDenylist: SERVER_PATHS,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        // Of the server nothing else is kept than rules: never a room, nor what is said in it.
        runtimeCaching: [
          {
            // A rule set and its compiled form never change once published.
            urlPattern: /\/v1\/rule-sets\/[0-9a-f]{64}/,
            handler: "CacheFirst",
            options: { cacheName: "akkoord-rule-sets", cacheableResponse: { statuses: [200] } },
          },
          {
            // Which rule sets there are does change: ask the server first, and use the last answer without a network.
            urlPattern: /\/v1\/rule-sets$/,
            handler: "NetworkFirst",
            options: {
              cacheName: "akkoord-rule-set-list",
              networkTimeoutSeconds: 3,
              cacheableResponse: { statuses: [200] },
            },
          },
        ],
      },
    }),
    compressFiles(),
  ],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What changes with its own releases only stays in people's caches when the page changes.
        codeSplitting: {
          groups: [
            {
              name: "framework",
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/,
              priority: 2,
            },
            // What the first screen needs stays together. Otherwise every part of it that some later screen needs as well
            // would become a file of its own, and the first screen be fetched in ever more, ever smaller pieces.
            { name: "first-screen", test: /[\\/]web[\\/]src[\\/]main\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/_matrix", "/sign-in", "/sign-out", "/demo-identity"].map((path) => [path, SERVER]),
    ),
  },
  preview: {
    proxy: Object.fromEntries(
      ["/v1", "/_matrix", "/sign-in", "/sign-out", "/demo-identity"].map((path) => [path, SERVER]),
    ),
  },
});
