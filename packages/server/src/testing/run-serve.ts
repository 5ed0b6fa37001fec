/** Runs the server as the command line does, for tests that stop or kill it. */
import { serve } from "../serve.ts";

await serve();
