import { promptContent } from "../../model/content.ts";
import type { CaseId } from "../../model/ids.ts";
import type { CaseContent } from "../../model/suite.ts";
import { caseFields } from "../../suites/case-fields.ts";
import { fileNameOf } from "../file-name.ts";
import type { ExportSource, FormatWriter } from "../found.ts";
import { exchangeNote } from "../note.ts";
import { latheForm } from "./read-lathe.ts";

/** Everything that Lathe knows of one version and one suite, to be read back as it was. */
export const writeLathe: FormatWriter = (source) => {
  const { name, description, tags, version, message, content, spec, suite } = source;
  const prompt = {
    name,
    ...(description === "" ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(version === null ? {} : { version: { number: version, message } }),
    content: promptContent.parse(content),
    ...(spec === null ? {} : { spec }),
    ...(suite === null ? {} : { suites: [suiteFields(suite)] }),
  };
  return {
    files: [
      {
        name: fileNameOf(name, "lathe.json"),
        mediaType: "application/json",
        text: `${JSON.stringify({ lathe: latheForm, prompts: [prompt] }, null, 2)}\n`,
      },
    ],
    losses: [exchangeNote("only-this-version")],
  };
};

const suiteFields = ({
  name,
  description,
  checks,
  threshold,
  cases,
}: NonNullable<ExportSource["suite"]>) => ({
  name,
  ...(description === "" ? {} : { description }),
  ...(checks.length === 0 ? {} : { checks }),
  ...(threshold === null ? {} : { threshold }),
  cases: cases.map(withoutId),
});

/** Its id is of the workspace that it comes from. */
const withoutId = (content: CaseContent) => {
  const { id: _id, ...fields } = caseFields({ caseId: "" as CaseId, content });
  return fields;
};
