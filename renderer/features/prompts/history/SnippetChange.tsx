import type { ContentDiff } from "#shared/text/diff-content.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { DiffEditor } from "../../../ui/monaco/DiffEditor.tsx";
import { ChangeBadge } from "./ChangeBadge.tsx";
import type { DiffLook } from "./ContentDiffView.tsx";
import classes from "./content-diff.module.css";
import { WhenSeen } from "./WhenSeen.tsx";

interface Props {
  change: ContentDiff["snippets"][number];
  look: DiffLook;
}

/** The text that a reference stands for, beside the one that it stood for. */
export function SnippetChange({ change, look }: Props) {
  const fontSize = useSettings((settings) => settings.editorFontSize);
  const { kind, name, before, after } = change;
  return (
    <div className={classes.block} data-kind={kind}>
      <div className={classes.blockHead}>
        <span className={classes.role}>{name}</span>
        <ChangeBadge kind={kind} />
      </div>
      {before !== null && after !== null ? (
        <WhenSeen>
          <DiffEditor
            original={before.text}
            modified={after.text}
            language="template"
            formats={look.formats}
            sideBySide={look.sideBySide}
            fontSize={fontSize}
            ariaLabel={name}
          />
        </WhenSeen>
      ) : (
        <pre className={classes.text} data-kind={kind === "added" ? "added" : "removed"} style={{ fontSize }}>
          {(after ?? before)?.text}
        </pre>
      )}
    </div>
  );
}
