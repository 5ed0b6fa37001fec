export { ConfigurationError, SETTINGS, type Setting } from "./config.ts";
export { type RunningServer, type ServerOptions, startServer } from "./main.ts";
export { serve } from "./serve.ts";
