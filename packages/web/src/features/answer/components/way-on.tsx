import { IconMessageReport, IconShieldCheck } from "@tabler/icons-react";
import { useMessages } from "../../../messages/language.tsx";
import { Heading } from "../../../primitives/text.tsx";

/** Where nothing may be used: whom to ask, and that reporting it helps. Nobody meets a dead end. */
export function WayOn({ organisation }: { readonly organisation: string }) {
  const { t } = useMessages();
  return (
    <section className="way-on" aria-labelledby="way-on-title">
      <Heading level={2} appearance="level-3" id="way-on-title">
        {t.answer.wayOnTitle}
      </Heading>
      <ul className="conditions">
        <li className="condition">
          <IconShieldCheck aria-hidden="true" size={24} />
          <span>{t.answer.wayOnAsk(organisation)}</span>
        </li>
        <li className="condition">
          <IconMessageReport aria-hidden="true" size={24} />
          <span>{t.answer.wayOnReport}</span>
        </li>
      </ul>
    </section>
  );
}
