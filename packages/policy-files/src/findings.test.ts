import { fileURLToPath } from "node:url";
import {
  analyse,
  changesBetween,
  type Finding,
  type FindingKind,
  familySentence,
  foldChanges,
  type RuleSet,
  repairs,
  run,
} from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { loadRuleSet } from "./folder.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const DATE = "2020-12-01";

const { ruleSet } = await loadRuleSet(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");
const rules: RuleSet = ruleSet;
const findings = run(analyse(rules, { date: DATE }));

/** The one finding of a kind for an organisation that is about an activity, a tool or a class of information. */
function find(
  kind: FindingKind,
  organisation: string,
  about: { readonly activity?: string; readonly tool?: string; readonly silent?: boolean } = {},
): Finding {
  const found = findings.filter(
    (finding) =>
      finding.kind === kind &&
      finding.organisations.includes(organisation) &&
      (about.tool === undefined || finding.tool === about.tool) &&
      (about.silent === undefined || (finding.causes.length === 0) === about.silent) &&
      (about.activity === undefined || finding.boxes.every((box) => box.activity?.join() === about.activity)),
  );
  const [only, another] = found;
  if (only === undefined || another !== undefined) throw new Error(`${found.length} findings, not one`);
  return only;
}

describe("the sentences of findings, on the rules of the sources", () => {
  it("say who has no tool for what, and why", () => {
    expect(find("tool-gap", "jenv", { activity: "meet", silent: false }).sentence).toEqual({
      nl: "Mensen van JenV, behalve bewindspersonen, hebben geen middel om te overleggen, als de informatie departementaal vertrouwelijk of hoger is, en in 1 ander geval. Elk middel is verboden, afgeraden of niet geregeld.",
      en: "People of JenV, except office holders, have no tool to meet, if the information is departmental confidential or higher, and in 1 other case. Every tool is prohibited, discouraged or without a rule.",
    });
    expect(find("tool-gap", "bzk", { activity: "message", silent: false }).sentence.nl).toBe(
      "Mensen van BZK, behalve bewindspersonen, hebben geen middel om berichten te sturen met iemand buiten het Rijk, en in 1 ander geval. Elk middel is verboden, afgeraden of niet geregeld.",
    );
    expect(find("tool-gap", "bzk", { activity: "meet", silent: true }).sentence.nl).toBe(
      "Bewindspersonen van BZK hebben geen middel om te overleggen. Er is voor geen enkel middel een regel.",
    );
    expect(find("tool-gap", "bzk", { activity: "sign" }).sentence.nl).toBe(
      "Mensen van BZK hebben geen middel om te ondertekenen. Er is voor geen enkel middel een regel.",
    );
  });

  it("say who has nothing in common, though each has something, and the one rule that would mend it", () => {
    const gap = findings.find(
      ({ kind, organisations }) => kind === "coalition-gap" && organisations.join() === "bzk,jenv",
    );
    if (gap === undefined) throw new Error("BZK and JenV have nothing in common");
    expect(gap.sentence.nl).toBe(
      "BZK en JenV hebben samen geen middel om vertrouwelijk te overleggen met andere ministeries, behalve voor bewindspersonen. Los van elkaar hebben ze dat wel.",
    );
    const [smallest] = run(repairs(rules, gap, { date: DATE })).repairs;
    expect(smallest?.sentence.nl).toBe("Laat Skype voor Bedrijven toe bij JenV. Daarvoor tekent JenV.");
  });

  it("say where there is no rule, and where rules contradict", () => {
    expect(
      find("normative-gap", "bzk", { tool: "skype-for-business", activity: "message" }).sentence.nl,
    ).toBe(
      "Voor mensen van BZK is er geen regel over Skype voor Bedrijven om berichten te sturen met iemand buiten het Rijk, en in 2 andere gevallen.",
    );
    expect(find("norm-conflict", "bzk", { tool: "whatsapp" }).sentence.nl).toBe(
      "Voor mensen van BZK, behalve bewindspersonen, spreken regels elkaar tegen over WhatsApp om berichten te sturen, als de informatie openbaar of intern is. De ene regel laat het toe, de andere niet.",
    );
  });

  it("say which duty and tip cannot be met together", () => {
    expect(find("unworkable", "bzk", { tool: "webex" })).toMatchObject({
      causes: ["rekenkamer-2020/secure-workspace-at-home", "rekenkamer-2020/call-outside-workspace"],
      sentence: {
        nl: "Voor mensen van BZK, behalve bewindspersonen, die Webex gebruiken om te overleggen vanuit huis, als de informatie openbaar of intern is, gaan een plicht en een tip niet samen: “Werk in de beveiligde thuiswerkomgeving (Citrix)” en “Videobel buiten de beveiligde thuiswerkomgeving”.",
        en: "For people of BZK, except office holders, who use Webex to meet from home, if the information is public or internal, a duty and a tip cannot be met together: “Work in the secure remote workspace (Citrix)” and “Hold video calls outside the secure remote workspace”.",
      },
    });
    expect(find("unworkable", "bzk", { tool: "jabber" }).sentence.nl).toContain(
      "als de informatie openbaar of intern, of departementaal vertrouwelijk of hoger is, en in 1 ander geval",
    );
  });

  it("say who no rule is for, and which rule might as well not be there", () => {
    expect(find("addressee-gap", "bzk").sentence).toEqual({
      nl: "Geen enkele regel geldt voor bewindspersonen van BZK.",
      en: "No rule holds for office holders of BZK.",
    });
    const [dead] = findings.filter(({ kind }) => kind === "dead-rule");
    expect(dead?.rule).toBe("rijk-2020/webex-for-work");
    expect(dead?.sentence.nl).toBe(
      "Deze regel geeft nooit de doorslag: “Webex mag voor gewone werkafspraken”. Andere regels gaan altijd voor.",
    );
  });

  it("say it once for all whom it concerns alike", () => {
    const family = (first: Finding): readonly [Finding, ...Finding[]] => [
      first,
      ...findings.filter((other) => other.family === first.family && other !== first),
    ];
    expect(familySentence(rules, family(find("addressee-gap", "az")))).toEqual({
      nl: "Geen enkele regel geldt voor bewindspersonen van AZ, BZ, BZK en 19 andere organisaties.",
      en: "No rule holds for office holders of AZ, BZ, BZK and 19 other organisations.",
    });
    const pair = findings.find(({ kind }) => kind === "coalition-gap");
    expect(pair === undefined ? null : familySentence(rules, family(pair))).toEqual(pair?.sentence);
  });

  it("say what would mend it, and who must sign", () => {
    const sentences = (finding: Finding): readonly string[] =>
      run(repairs(rules, finding, { date: DATE })).repairs.map(({ sentence }) => sentence.nl);
    expect(sentences(find("unworkable", "bzk", { tool: "webex" }))).toEqual([
      "Pas de regel “Wie thuis videobelt, krijgt het advies dat buiten Citrix te doen” aan. Daarvoor tekent het Rijk.",
      "Pas de regel “Thuis moet je de beveiligde thuiswerkomgeving (Citrix) gebruiken” aan. Daarvoor tekent het Rijk.",
    ]);
    expect(sentences(find("tool-gap", "bzk", { activity: "sign" }))).toEqual([
      "Laat Elektronische handtekening toe bij BZK. Daarvoor tekent BZK.",
    ]);
    expect(sentences(find("norm-conflict", "bzk", { tool: "whatsapp" }))).toEqual([
      "Laat WhatsApp toe bij BZK. Daarvoor tekent BZK.",
      "Pas de regel “Het Rijk raadt berichtenapps voor het werk af” aan. Daarvoor tekent het Rijk.",
      "Pas de regel “Op het Rijksportaal stond dat zakelijk gebruik van WhatsApp onder voorwaarden mag” aan. Daarvoor tekent het Rijk.",
    ]);
  });

  it("say what a changed rule means, for all it concerns alike", () => {
    const after: RuleSet = {
      ...rules,
      rules: rules.rules.map((rule) =>
        rule.id === "rijk-2020/skype-confidential-between"
          ? { ...rule, bearers: [...rule.bearers, "jenv", "ind"] }
          : rule,
      ),
    };
    const changes = foldChanges(after, run(changesBetween(rules, after, { date: DATE })));
    expect(changes.map(({ organisations, sentence }) => ({ organisations, ...sentence }))).toEqual([
      {
        organisations: ["jenv", "ind"],
        nl: "Mensen van JenV en IND, behalve bewindspersonen, mogen Skype voor Bedrijven gebruiken om vertrouwelijk te overleggen met andere ministeries. Eerst was er geen regel.",
        en: "People of JenV and IND, except office holders, may use Skype voor Bedrijven to meet about confidential matters with other ministries. There was no rule.",
      },
    ]);
  });
});
