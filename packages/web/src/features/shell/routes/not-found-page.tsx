import { useMessages } from "../../../messages/language.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { usePageTitle } from "../hooks/use-page-title.ts";

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useMessages();
  usePageTitle(t.notFound.documentTitle);
  return (
    <div className="wrap page stack">
      <Heading level={1}>{t.notFound.title}</Heading>
      <Paragraph purpose="lead">{t.notFound.text}</Paragraph>
      <div className="row">
        <ButtonLink to="/" purpose="primary">
          {t.notFound.action}
        </ButtonLink>
      </div>
    </div>
  );
}
