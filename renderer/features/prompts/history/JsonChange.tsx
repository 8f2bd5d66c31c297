import { DiffEditor } from "../../../ui/monaco/DiffEditor.tsx";
import classes from "./content-diff.module.css";
import { WhenSeen } from "./WhenSeen.tsx";

interface Props {
  before: unknown;
  after: unknown;
  sideBySide: boolean;
  label: string;
}

/** JSON that changed, came or went. */
export function JsonChange({ before, after, sideBySide, label }: Props) {
  const isAdded = before === undefined || before === null;
  if (isAdded || after === undefined || after === null) {
    return (
      <pre className={classes.json} data-kind={isAdded ? "added" : "removed"}>
        {jsonOf(isAdded ? after : before)}
      </pre>
    );
  }
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

const jsonOf = (value: unknown): string => JSON.stringify(value ?? null, null, 2);
