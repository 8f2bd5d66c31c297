import { useState } from "react";
import { formatNumber } from "./format.ts";
import classes from "./JsonTree.module.css";

/** Deeper than this, and beyond this many members, a branch is folded at first. */
const openDepth = 3;
const openMembers = 60;
/** Members that are drawn at once. */
const step = 200;

/** A JSON value as a tree whose branches fold. What is folded is not drawn. */
export function JsonTree({ value, depth = 0, name }: { value: unknown; depth?: number; name?: string }) {
  const isBranch = typeof value === "object" && value !== null;
  const members: [string, unknown][] = isBranch ? Object.entries(value) : [];
  const [isOpen, setOpen] = useState(depth < openDepth && members.length <= openMembers);
  const [shown, setShown] = useState(step);
  if (!isBranch || members.length === 0) {
    return (
      <div className={classes.leaf}>
        {name !== undefined && <span className={classes.name}>{name}: </span>}
        <span className={classes.value} data-kind={value === null ? "null" : typeof value}>
          {isBranch ? (Array.isArray(value) ? "[]" : "{}") : JSON.stringify(value)}
        </span>
      </div>
    );
  }
  const isList = Array.isArray(value);
  return (
    <div className={classes.branch}>
      <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {name !== undefined && <span className={classes.name}>{name}: </span>}
        <span className={classes.size}>
          {isList ? "[" : "{"}
          {!isOpen && `…${formatNumber(members.length)}${isList ? "]" : "}"}`}
        </span>
      </button>
      {isOpen && (
        <>
          <div className={classes.members}>
            {members.slice(0, shown).map(([key, member]) => (
              <JsonTree key={key} value={member} depth={depth + 1} {...(isList ? {} : { name: key })} />
            ))}
            {members.length > shown && (
              <button type="button" className={classes.fold} onClick={() => setShown(shown + step)}>
                … {formatNumber(members.length - shown)}
              </button>
            )}
          </div>
          <span className={classes.size}>{isList ? "]" : "}"}</span>
        </>
      )}
    </div>
  );
}
