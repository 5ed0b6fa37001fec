import { useMessages } from "../../../messages/language.tsx";
import { TextPage } from "../components/text-page.tsx";

/** How well everybody can use Akkoord, told truthfully. */
export function AccessibilityPage() {
  const { t } = useMessages();
  return <TextPage words={t.accessibility} />;
}
