/** The embedded database cannot be used here; the message says why and what to do about it. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";
  readonly code = "embedded-database";
}

/** Another Akkoord runs on the same data folder. */
export class DataFolderInUseError extends Error {
  override readonly name = "DataFolderInUseError";
  readonly code = "data-folder-in-use";

  constructor(folder: string) {
    super(
      `Another Akkoord is running on the data folder ${folder}. ` +
        "Stop that one first, or give this one its own folder with DATA_DIR.",
    );
  }
}
