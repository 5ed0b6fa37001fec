import { useEffect, useRef } from "react";
import { ImportWorker } from "../model/import-worker.ts";

/** The worker of this page, started when it is first needed and ended with the page. */
export function useImportWorker(): () => ImportWorker {
  const worker = useRef<ImportWorker | null>(null);
  useEffect(
    () => () => {
      worker.current?.end();
      worker.current = null;
    },
    [],
  );
  return () => {
    worker.current ??= new ImportWorker(
      new Worker(new URL("../worker.ts", import.meta.url), { type: "module", name: "akkoord-import" }),
    );
    return worker.current;
  };
}
