import { DiffEditor } from "../../../ui/monaco/DiffEditor.tsx";
import classes from "./content-diff.module.css";
import { WhenSeen } from "./WhenSeen.tsx";

interface Props {
  before: unknown;
  after: unknown;
  sideBySide: boolean;
  label: string;
}

export function JsonChange({ before, after, sideBySide, label }: Props) {
  return (
    <div className={classes.frame}>
      <WhenSeen>
        <DiffEditor
          original={jsonOf(before)}
          modified={jsonOf(after)}
          language="json"
          sideBySide={sideBySide}
          ariaLabel={label}
          maxLines={30}
        />
      </WhenSeen>
    </div>
  );
}

const jsonOf = (value: unknown): string =>
  value === undefined || value === null ? "" : JSON.stringify(value, null, 2);
