/* Taking the second factor of an account away, for who has lost telephone and recovery codes. */
import { t } from "../core/i18n.js";
import { remove } from "../core/api.js";
import { confirmFirst } from "../widgets/confirm-dialog.js";

export function resetSecondFactor(name, then) {
  confirmFirst({ title: t("people.second.sure", { name }), words: t("people.second.words"), yes: t("people.second") }, async () => {
    await remove(`/users/${encodeURIComponent(name)}/second-factor`);
    await then();
  });
}
