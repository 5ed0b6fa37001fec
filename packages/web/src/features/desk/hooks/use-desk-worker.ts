import { useEffect, useState } from "react";
import { DeskWorker } from "../model/desk-worker.ts";

/** The worker of the desk, for as long as the page stands; null until it has started. */
export function useDeskWorker(): DeskWorker | null {
  const [worker, setWorker] = useState<DeskWorker | null>(null);
  useEffect(() => {
    const started = new DeskWorker(
      new Worker(new URL("../worker.ts", import.meta.url), { type: "module", name: "akkoord-desk" }),
    );
    setWorker(started);
    return () => {
      started.end();
      setWorker(null);
    };
  }, []);
  return worker;
}
