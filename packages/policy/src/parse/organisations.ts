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
import { part, type Subject, thing, under } from "./subject.ts";
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
  const fields = readFields(at, thing("organisation"), keys);
  const id = fields === null ? null : needId(fields, thing("organisation"));
  if (fields === null || id === null) return null;
  const what = thing("organisation", id);
  const kindAt = fields.need("kind", what);
  const kind = kindAt === null ? null : readKnownId(kindAt, part("kind"), KINDS);
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
    period: periodAt === null ? { from: null, to: null } : readPeriod(periodAt, part("period", what)),
    names: fields.items("names").flatMap((item) => readNameVersion(item, what) ?? []),
    ...(headcount === null ? {} : { headcount }),
    ...(note === null ? {} : { note }),
  };
}

/** `{people, source, date}`: a number without its source is not taken. */
function readHeadcount(at: Located, owner: Subject): Headcount | null {
  const what = part("headcount", owner);
  const fields = readFields(at, what, ["people", "source", "date"]);
  if (fields === null) return null;
  const peopleAt = fields.need("people", what);
  const people = peopleAt === null ? null : readPeople(peopleAt, what);
  const source = fields.needText("source", what);
  const dateAt = fields.get("date");
  const date = dateAt === null ? null : readDate(dateAt, part("date", what));
  return people === null ? null : { people, source, ...(date === null ? {} : { date }) };
}

function readPeople(at: Located, what: Subject): number | null {
  const { node } = at;
  if (
    node.kind === "scalar" &&
    typeof node.value === "number" &&
    Number.isInteger(node.value) &&
    node.value > 0
  )
    return node.value;
  report(at, "not-people", { what });
  return null;
}

function readNameVersion(at: Located, owner: Subject): NameVersion | null {
  const fields = readFields(at, part("name", owner), ["name", "abbreviation", "from", "to"]);
  if (fields === null) return null;
  const from = fields.get("from");
  const to = fields.get("to");
  const abbreviation = fields.text("abbreviation", owner);
  return {
    name: fields.needText("name", part("name", owner)),
    ...(abbreviation === null ? {} : { abbreviation }),
    from: from === null ? null : readDate(from, under("from", part("name", owner))),
    to: to === null ? null : readDate(to, under("to", part("name", owner))),
  };
}

export function readOutsideParty(at: Located, audiences: readonly string[]): OutsideParty | null {
  const fields = readFields(at, thing("outside-party"), ["id", "label", "audience"]);
  const id = fields === null ? null : needId(fields, thing("outside-party"));
  if (fields === null || id === null) return null;
  const audienceAt = fields.need("audience", thing("outside-party", id));
  return {
    id,
    label: fields.needWords("label", thing("outside-party", id)),
    audience: (audienceAt === null ? null : readKnownId(audienceAt, part("audience"), audiences)) ?? "",
  };
}

export function readGroup(at: Located, organisations: readonly string[]): Group | null {
  const fields = readFields(at, thing("group"), ["id", "label", "members"]);
  const id = fields === null ? null : needId(fields, thing("group"));
  if (fields === null || id === null) return null;
  const wanted = fields
    .items("members")
    .flatMap((item) => readKnownId(item, part("member", thing("group", id)), organisations) ?? []);
  return {
    id,
    label: fields.needWords("label", thing("group", id)),
    members: organisations.filter((organisation) => wanted.includes(organisation)),
  };
}

export function readSource(at: Located): Source | null {
  const fields = readFields(at, thing("source"), [
    "id",
    "title",
    "author",
    "date",
    "dateNote",
    "url",
    "fictional",
  ]);
  const id = fields === null ? null : needId(fields, thing("source"));
  if (fields === null || id === null) return null;
  const what = thing("source", id);
  const dateAt = fields.get("date");
  const dateNote = fields.words("dateNote", what);
  const urlAt = fields.get("url");
  const fictionalAt = fields.get("fictional");
  return {
    id,
    title: fields.needText("title", what),
    author: fields.needText("author", what),
    date: dateAt === null ? null : readDate(dateAt, part("date", what)),
    ...(dateNote === null ? {} : { dateNote }),
    url: urlAt === null ? null : readWebAddress(urlAt, part("address", what)),
    fictional: fictionalAt !== null && readBoolean(fictionalAt, under("fictional", what)) === true,
  };
}

/** An address that people follow from a page: of the web, so that it can run nothing. */
function readWebAddress(at: Located, what: Subject): string | null {
  if (isNull(at)) return null;
  const text = readText(at, what);
  if (text === null || /^https?:\/\/[^\s]+$/i.test(text)) return text;
  report(at, "no-web-address", { what, text });
  return null;
}
