/** A heat map to draw: words and numbers are ready to show. */
export interface HeatPicture {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly { readonly text: string; readonly heat: 0 | 1 | 2 | 3 | 4 | null }[];
  }[];
}

const CELL = { width: 120, height: 44 };
const NAMES = 230;
const TOP = 110;
/** The light palette, so that the picture can be printed. */
const FILLS = ["#fbe6e8", "#fdf1d9", "#fdf1d9", "#e4f3ea", "#d3ecdd"] as const;
const INKS = ["#a61b29", "#7d5100", "#7d5100", "#146c43", "#0d5132"] as const;

/** Draws a heat map as an SVG document, with a text in every cell so that colour says nothing alone. */
export function heatSvg({ title, columns, rows }: HeatPicture): string {
  const width = NAMES + columns.length * CELL.width + 20;
  const height = TOP + rows.length * CELL.height + 20;
  const heads = columns.map((name, column) =>
    text(NAMES + (column + 0.5) * CELL.width, TOP - 14, name, { anchor: "middle", size: 13 }),
  );
  const lines = rows.flatMap(({ name, cells }, row) => {
    const y = TOP + row * CELL.height;
    return [
      text(20, y + 28, name, { size: 15 }),
      ...cells.map(({ text: said, heat }, column) => {
        const x = NAMES + column * CELL.width;
        const fill = heat === null ? "#ffffff" : FILLS[heat];
        const ink = heat === null ? "#566879" : INKS[heat];
        return (
          `<rect x="${x + 2}" y="${y + 2}" width="${CELL.width - 4}" height="${CELL.height - 4}" rx="6" fill="${fill}" stroke="#d5dde5"/>` +
          text(x + CELL.width / 2, y + 28, said, { anchor: "middle", size: 15, fill: ink })
        );
      }),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Fira Sans, sans-serif" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(20, 40, title, { size: 20, weight: 600 }),
    ...heads,
    ...lines,
    "</svg>",
  ].join("\n");
}

interface TextStyle {
  readonly anchor?: "middle";
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
}

function text(x: number, y: number, said: string, { anchor, size, weight, fill }: TextStyle): string {
  const more = `${anchor === undefined ? "" : ` text-anchor="${anchor}"`}${weight === undefined ? "" : ` font-weight="${weight}"`}`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill ?? "#10202e"}"${more}>${escaped(said)}</text>`;
}

function escaped(said: string): string {
  return said
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
