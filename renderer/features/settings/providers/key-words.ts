import type { TFunction } from "i18next";
import type { Capabilities } from "#shared/contract/host.ts";
import type { KeyState } from "#shared/model/provider.ts";

/** Where a stored key is kept, as the end of a sentence. `vault` null: the host has not said yet. */
export function whereKeysAreKept(t: TFunction, vault: Capabilities["vault"] | null): string {
  if (vault === "safe-storage") return t("settings.providers.keptSafeStorage");
  if (vault === "keyring") return t("settings.providers.keptKeyring");
  if (vault === "encrypted-file") return t("settings.providers.keptEncryptedFile");
  if (vault === "session") return t("settings.providers.keptSession");
  return t("settings.providers.keptUnknown");
}

export function describeKey(t: TFunction, key: KeyState, vault: Capabilities["vault"] | null): string {
  if (key.kind === "none") return t("settings.providers.keyNone");
  if (key.kind === "environment") {
    return key.present
      ? t("settings.providers.keyEnvironmentPresent", { variable: key.variable })
      : t("settings.providers.keyEnvironmentMissing", { variable: key.variable });
  }
  const where = whereKeysAreKept(t, vault);
  return key.hint === ""
    ? t("settings.providers.keyVaultNoHint", { where })
    : t("settings.providers.keyVault", { hint: key.hint, where });
}
