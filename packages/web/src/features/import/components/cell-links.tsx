import { useImportMessages } from "../../../messages/import.ts";

/** How many cells are named before the rest is counted. */
const SOME = 8;

/** Where something is wrong: addresses of cells lead to them, places in decision tables are named. */
export function CellLinks({ cells }: { readonly cells: readonly string[] }) {
  const t = useImportMessages().problems;
  const named = cells.filter((cell) => cell !== "");
  if (named.length === 0) return null;
  return (
    <>
      {t.where}{" "}
      {named.slice(0, SOME).map((cell, index) => (
        <span key={cell}>
          {index === 0 ? "" : ", "}
          {/^[A-Z]+[0-9]+$/.test(cell) ? <CellLink cell={cell} /> : cell}
        </span>
      ))}
      {named.length > SOME ? ` ${t.more(named.length - SOME)}` : ""}.{" "}
    </>
  );
}

/** Goes to a cell without changing the address of the page, which the router would take for another place. */
function CellLink({ cell }: { readonly cell: string }) {
  return (
    <button
      type="button"
      className="import-cell-link"
      onClick={() => {
        const target = document.getElementById(`cell-${cell}`);
        target?.scrollIntoView({ block: "center", inline: "center" });
        target?.focus({ preventScroll: true });
      }}
    >
      {cell}
    </button>
  );
}
