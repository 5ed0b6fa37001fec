import type { Group, Headcount, NameVersion, Organisation, OutsideParty, Source } from "../rule-set.ts";
import {
  isNull,
  type Located,
  readBoolean,
  readDate,
  readFields,
  readKnownId,
  readPeriod,
  readText,
  report,
} from "./reading.ts";
import { needId } from "./vocabulary.ts";

const KINDS: readonly Organisation["kind"][] = [
  "ministry",
  "high-council",
  "agency",
  "unexplained",
  "fictional",
];

export function readOrganisation(at: Located): Organisation | null {
  const keys = ["id", "name", "abbreviation", "kind", "tooi", "period", "names", "headcount", "note"];
  const fields = readFields(at, "an organisation", keys);
  const id = fields === null ? null : needId(fields, "an organisation");
  if (fields === null || id === null) return null;
  const what = `organisation "${id}"`;
  const kindAt = fields.need("kind", what);
  const kind = kindAt === null ? null : readKnownId(kindAt, "kind", KINDS);
  const periodAt = fields.get("period");
  const headcountAt = fields.get("headcount");
  const headcount = headcountAt === null || isNull(headcountAt) ? null : readHeadcount(headcountAt, what);
  const note = fields.words("note", what);
  return {
    id,
    name: fields.needText("name", what),
    abbreviation: fields.text("abbreviation", what) ?? id,
    kind: KINDS.find((known) => known === kind) ?? "unexplained",
    tooi: fields.text("tooi", what),
    period: periodAt === null ? { from: null, to: null } : readPeriod(periodAt, `the period of ${what}`),
    names: fields.items("names").flatMap((item) => readNameVersion(item, what) ?? []),
    ...(headcount === null ? {} : { headcount }),
    ...(note === null ? {} : { note }),
  };
}

/** `{people, source, date}`: a number without its source is not taken. */
function readHeadcount(at: Located, owner: string): Headcount | null {
  const what = `the headcount of ${owner}`;
  const fields = readFields(at, what, ["people", "source", "date"]);
  if (fields === null) return null;
  const peopleAt = fields.need("people", what);
  const people = peopleAt === null ? null : readPeople(peopleAt, what);
  const source = fields.needText("source", what);
  const dateAt = fields.get("date");
  const date = dateAt === null ? null : readDate(dateAt, `the date of ${what}`);
  return people === null ? null : { people, source, ...(date === null ? {} : { date }) };
}

function readPeople(at: Located, what: string): number | null {
  const { node } = at;
  if (
    node.kind === "scalar" &&
    typeof node.value === "number" &&
    Number.isInteger(node.value) &&
    node.value > 0
  )
    return node.value;
  report(
    at,
    "shape",
    `${what} must be a whole number of people.`,
    "Write a number such as 12500, without quotes or dots.",
  );
  return null;
}

function readNameVersion(at: Located, owner: string): NameVersion | null {
  const fields = readFields(at, `a name of ${owner}`, ["name", "abbreviation", "from", "to"]);
  if (fields === null) return null;
  const from = fields.get("from");
  const to = fields.get("to");
  const abbreviation = fields.text("abbreviation", owner);
  return {
    name: fields.needText("name", `a name of ${owner}`),
    ...(abbreviation === null ? {} : { abbreviation }),
    from: from === null ? null : readDate(from, `"from" of a name of ${owner}`),
    to: to === null ? null : readDate(to, `"to" of a name of ${owner}`),
  };
}

export function readOutsideParty(at: Located, audiences: readonly string[]): OutsideParty | null {
  const fields = readFields(at, "an outside party", ["id", "label", "audience"]);
  const id = fields === null ? null : needId(fields, "an outside party");
  if (fields === null || id === null) return null;
  const audienceAt = fields.need("audience", `outside party "${id}"`);
  return {
    id,
    label: fields.needWords("label", `outside party "${id}"`),
    audience: (audienceAt === null ? null : readKnownId(audienceAt, "audience", audiences)) ?? "",
  };
}

export function readGroup(at: Located, organisations: readonly string[]): Group | null {
  const fields = readFields(at, "a group", ["id", "label", "members"]);
  const id = fields === null ? null : needId(fields, "a group");
  if (fields === null || id === null) return null;
  const wanted = fields
    .items("members")
    .flatMap((item) => readKnownId(item, `member of group "${id}"`, organisations) ?? []);
  return {
    id,
    label: fields.needWords("label", `group "${id}"`),
    members: organisations.filter((organisation) => wanted.includes(organisation)),
  };
}

export function readSource(at: Located): Source | null {
  const fields = readFields(at, "a source", [
    "id",
    "title",
    "author",
    "date",
    "dateNote",
    "url",
    "fictional",
  ]);
  const id = fields === null ? null : needId(fields, "a source");
  if (fields === null || id === null) return null;
  const what = `source "${id}"`;
  const dateAt = fields.get("date");
  const dateNote = fields.words("dateNote", what);
  const urlAt = fields.get("url");
  const fictionalAt = fields.get("fictional");
  return {
    id,
    title: fields.needText("title", what),
    author: fields.needText("author", what),
    date: dateAt === null ? null : readDate(dateAt, `the date of ${what}`),
    ...(dateNote === null ? {} : { dateNote }),
    url: urlAt === null || isNull(urlAt) ? null : readText(urlAt, `the address of ${what}`),
    fictional: fictionalAt !== null && readBoolean(fictionalAt, `"fictional" of ${what}`) === true,
  };
}
