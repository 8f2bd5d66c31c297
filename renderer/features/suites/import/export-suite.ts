import type { DataFormat, Suite } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyWorking } from "../../../ui/notify.ts";
import { saveFile } from "../../../ui/save-file.ts";

/** Below this nobody needs to be told that it takes a while. */
const patienceMs = 300;

/** The whole suite as a file, as a download. */
export async function exportSuite({ suiteId }: Pick<Suite, "suiteId">, format: DataFormat): Promise<void> {
  let done = () => {};
  const waiting = setTimeout(() => {
    done = notifyWorking(i18n.t("suites.exporting"));
  }, patienceMs);
  try {
    const pieces: string[] = [];
    const stream = host.stream("suites.export", { suiteId, format });
    for (;;) {
      const step = await stream.next();
      if (!step.done) {
        pieces.push(step.value.text);
        continue;
      }
      const { fileName, mediaType, cases } = step.value;
      saveFile({ fileName, mediaType, parts: pieces });
      notifyDone(i18n.t("suites.done.exported", { count: cases, file: fileName }));
      return;
    }
  } catch (error) {
    notifyError(error, i18n.t("suites.failure.export"));
  } finally {
    clearTimeout(waiting);
    done();
  }
}
