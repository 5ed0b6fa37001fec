import { enumerate } from "../nearest.ts";
import type { ProblemWords } from "./faults.ts";
import { inEnglish } from "./subject-words.en.ts";

const SCENARIO_FORM = "Look at the other scenarios for the form.";
const YAML_HERE = "Correct the YAML here; check indentation, colons and quotes.";

/** What is wrong in policy files and drafts, in English: for logs, the command line and who chose English. */
export const problemWordsEn: ProblemWords = {
  "not-text": ({ what, value }) => ({
    message: `${inEnglish(what)} must be text.`,
    remedy: `Write a text here.${value === null ? "" : ` Put quotes around ${value}.`}`,
  }),
  "bad-id": ({ what, id }) => ({
    message: `${inEnglish(what)} "${id}" is not a valid id.`,
    remedy: "Begin with a lower-case letter or digit; use letters, digits, '-', '.' and '/' only.",
  }),
  "not-boolean": ({ what }) => ({
    message: `${inEnglish(what)} must be true or false.`,
    remedy: "Write true or false.",
  }),
  "not-keys": ({ what, allowed }) => ({
    message: `${inEnglish(what)} must be a set of keys and values.`,
    remedy: `Write keys such as ${enumerate(allowed, 5)}.`,
  }),
  "not-facts": ({ what, example }) => ({
    message: `${inEnglish(what)} must be a set of names and values.`,
    remedy: `Write for instance ${example}.`,
  }),
  "not-condition": ({ what }) => ({
    message: `${inEnglish(what)} must be a set of attributes.`,
    remedy: "Write for instance {activity: [meet]}.",
  }),
  "not-people": ({ what }) => ({
    message: `${inEnglish(what)} must be a whole number of people.`,
    remedy: "Write a number such as 12500, without quotes or dots.",
  }),
  "not-country": ({ value }) => ({
    message: `"${value}" is not a country code.`,
    remedy: "Use the two capitals of ISO 3166-1, for instance NL.",
  }),
  "marks-in-facts": ({ what, afterName, betweenValues }) => ({
    message: `${inEnglish(what)} may hold no "${afterName}" in a name and no "${betweenValues}" in a value.`,
    remedy: "Write several values as a list.",
  }),
  "not-one-attribute": ({ what }) => ({
    message: `${inEnglish(what)} must name exactly one attribute.`,
    remedy: "Keep one attribute, or make two duties.",
  }),
  "matches-never": ({ what, attribute }) => ({
    message: `${inEnglish(what)} leaves no value for "${attribute}", so it can never match.`,
    remedy: "Name at least one value, or leave the attribute out.",
  }),
  "no-order": ({ attribute }) => ({
    message: `"${attribute}" has no order, so 'from' and 'to' mean nothing.`,
    remedy: "List the values themselves.",
  }),

  "missing-key": ({ what, key }) => ({
    message: `${inEnglish(what)} has no "${key}".`,
    remedy: `Add the key "${key}".`,
  }),
  "no-values": ({ what }) => ({
    message: `${inEnglish(what)} has no values.`,
    remedy: "List its values under 'values'.",
  }),
  "no-document": ({ what }) => ({
    message: `the source of ${inEnglish(what)} names no document.`,
    remedy: "Add 'document' with the id of a source.",
  }),
  "no-name": () => ({
    message: "no file gives the rule set a name.",
    remedy: "Add the key 'name' to one file.",
  }),
  "no-vocabulary": () => ({
    message: "no file holds a vocabulary.",
    remedy: "Add 'attributes' to one file.",
  }),

  "unknown-key": ({ what, key, near, allowed }) => ({
    message: `${inEnglish(what)} does not know the key "${key}".`,
    remedy:
      near === null
        ? `Use one of: ${enumerate(allowed)}.`
        : `Did you mean "${near}"? Keys that may stand here: ${enumerate(allowed)}.`,
  }),
  "unknown-id": ({ what, id, near, known }) => ({
    message: `${inEnglish(what)} "${id}" does not exist.`,
    remedy: `${near === null ? "" : `Did you mean "${near}"? `}Valid: ${enumerate(known)}.`,
  }),

  "stands-twice": ({ what, file, line }) => ({
    message: `${inEnglish(what)} stands twice; the first is in ${file} on line ${line}.`,
    remedy: "Give one of them another id, or remove it.",
  }),
  "withdrawn-twice": ({ id }) => ({ message: `"${id}" is withdrawn twice.`, remedy: "Remove one of them." }),
  "written-and-withdrawn": ({ id }) => ({
    message: `"${id}" is both written and withdrawn.`,
    remedy: "Keep one of the two.",
  }),

  "no-web-address": ({ what, text }) => ({
    message: `${inEnglish(what)} "${text}" is not a web address.`,
    remedy: "Write an address that begins with https:// or http://, or null.",
  }),
  "no-such-day": ({ what, text }) => ({
    message: `${inEnglish(what)} "${text}" is not a day that exists.`,
    remedy: "Write the day as yyyy-mm-dd, for instance 2020-11-02, or null.",
  }),
  "ends-before-it-begins": ({ what, from, to }) => ({
    message: `${inEnglish(what)} ends (${to}) before it begins (${from}).`,
    remedy: "Put the earlier day in 'from'.",
  }),

  "no-tool": ({ what }) => ({
    message: `${inEnglish(what)} names no tool.`,
    remedy: "Name a tool by id, tag or fact that the catalogue has, or 'all'.",
  }),
  "tool-lost": ({ tool, rule, issuer }) => ({
    message: `without the old tool "${tool}" rule "${rule}" of ${issuer} names no tool.`,
    remedy: "Keep the tags and facts that the rule names.",
  }),
  "no-bearer": ({ what }) => ({
    message: `${inEnglish(what)} binds nobody.`,
    remedy: "Name at least one organisation or group under 'bearers'.",
  }),
  "no-quote": ({ what }) => ({
    message: `${inEnglish(what)} quotes nothing.`,
    remedy: "Add 'quote' with the clause it rests on, word for word.",
  }),

  circle: ({ rules }) => ({
    message: `rules set each other aside in a circle: ${rules.join(" → ")}.`,
    remedy: "Remove one 'overrides' or 'yieldsTo' from the circle.",
  }),
  "yields-to-own-layer": ({ what }) => ({
    message: `${inEnglish(what)} yields to its own layer, so two such rules would set each other aside.`,
    remedy: "Name the deviating rule in its 'overrides' instead.",
  }),
  "strict-yields": ({ what }) => ({
    message: `${inEnglish(what)} is strict, so it cannot yield.`,
    remedy: "Make it defeasible, or leave 'yieldsTo' empty ([]).",
  }),
  "relaxes-floor": ({ rule, layer, target, targetLayer, targetIssuer }) => ({
    message: `rule "${rule}" (${layer}) overrides "${target}", a strict rule of a higher layer (${targetLayer}).`,
    remedy: `Remove the override and ask ${targetIssuer} to change its rule.`,
  }),
  "relaxed-already": ({ rule, layer, issuer, target }) => ({
    message: `rule "${target}" would be strict, but "${rule}" of ${issuer} (${layer}) overrides it.`,
    remedy: `Keep the rule defeasible, or have ${issuer} remove the override first.`,
  }),
  "still-needed": ({ id, by, issuers }) => ({
    message: `"${id}" cannot be withdrawn while it is overridden by ${by.map((rule) => `"${rule}"`).join(", ")}.`,
    remedy: `Change or withdraw those rules first (of ${issuers.join(", ")}).`,
  }),

  "layer-not-made-here": ({ what, layer, allowed }) => ({
    message: `${inEnglish(what)} is of layer ${layer}, which is not made here.`,
    remedy: `Use one of: ${allowed.join(", ")}.`,
  }),
  "layer-above-own": ({ what, layer }) => ({
    message: `${inEnglish(what)} is of layer ${layer}; an organisation makes rules of its own layer.`,
    remedy: "Write layer: organisation.",
  }),
  "withdraws-anothers": ({ id, issuer, owner }) => ({
    message: `"${id}" is of ${issuer}, not of ${owner}.`,
    remedy: `Ask ${issuer} to withdraw it.`,
  }),
  "added-by-another": ({ what, owner }) => ({
    message: `${inEnglish(what)} was not added by ${owner}.`,
    remedy: "Give it another id, or ask the coordinators to change it.",
  }),
  "vocabulary-of-all": ({ parts }) => ({
    message: `${parts} belong to the whole government.`,
    remedy: "Use those that exist, or ask the coordinators to add one.",
  }),
  "issuer-is-another": ({ what, issuer, owner }) => ({
    message: `${inEnglish(what)} is of ${issuer}, not of ${owner}.`,
    remedy: `Write issuer: ${owner}, under an id of your own.`,
  }),
  "issuer-is-an-organisation": ({ what, issuer, owner }) => ({
    message: `${inEnglish(what)} is of ${issuer}, not of ${owner}.`,
    remedy: "Leave the rules of an organisation to its own security officers.",
  }),
  "binds-others": ({ what, others, owner }) => ({
    message: `${inEnglish(what)} binds ${others.join(", ")}; an organisation binds only itself.`,
    remedy: `Write bearers: [${owner}].`,
  }),

  "too-many-values": ({ what, count, most }) => ({
    message: `${inEnglish(what)} has ${count} values; at most ${most} fit.`,
    remedy: "Join values that no rule tells apart.",
  }),
  "file-too-large": ({ most }) => ({
    message: `the file is larger than ${most} characters.`,
    remedy: "Split it into several files.",
  }),

  "not-yaml": ({ detail }) => ({ message: detail, remedy: YAML_HERE }),
  "too-deep": () => ({
    message: "this is nested deeper than a policy file can be.",
    remedy: YAML_HERE,
  }),
  "key-twice": ({ key }) => ({ message: `the key "${key}" stands twice.`, remedy: "Keep one of the two." }),
  reference: () => ({
    message: "references (*name) are not used in policy files.",
    remedy: "Write the value out.",
  }),

  "scenario-not-keys": () => ({
    message: "a scenario must be a set of keys and values.",
    remedy: SCENARIO_FORM,
  }),
  "scenario-key": ({ key, near, allowed }) => ({
    message: `a scenario does not know the key "${key}"; did you mean "${near ?? allowed.join(", ")}"?`,
    remedy: SCENARIO_FORM,
  }),
  "scenario-without-id": () => ({
    message: "a scenario needs an id and a date.",
    remedy: SCENARIO_FORM,
  }),
  "scenario-effect": ({ id, tool, allowed }) => ({
    message: `scenario "${id}" expects an unknown effect for ${tool}; use one of ${allowed.join(", ")}.`,
    remedy: SCENARIO_FORM,
  }),
};
