import { useTranslation } from "react-i18next";
import type { Provider } from "#shared/model/provider.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { removeProvider } from "./providers-store.ts";

export function RemoveProviderDialog({
  provider,
  onClose,
}: {
  provider: Provider | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      subject={provider}
      title={({ name }) => t("settings.providers.removeTitle", { name })}
      words={{
        text: t("settings.providers.removeText"),
        confirm: t("settings.providers.remove"),
        failedTitle: t("settings.providers.removeFailed"),
      }}
      perform={async ({ providerId, name }) => {
        await removeProvider(providerId);
        notifyDone(t("settings.providers.removed", { name }));
      }}
      onClose={onClose}
    />
  );
}
